# The two commands of the README are `make demo` and `make test`.

PREFIX ?= /usr/local
CHECKED := --explicit-target-dependency-import-check error
# One release build serves `demo`, `install` and the benchmarks: Swift's own libraries are linked in
# everywhere, for other flags would build every dependency anew.
RELEASE := -c release --static-swift-stdlib $(CHECKED) --product

.PHONY: demo test install lint bench counted faults simulate bugs soak openapi browser fuzz fuzz-keep \
  asan tsan clean

demo:
	@.ci/prepare build
	swift build $(RELEASE) syncd
	.build/release/syncd demo

# Tests over sockets run by themselves, so that they wait for each other and nothing else.
test:
	@.ci/prepare test
	swift build --build-tests $(CHECKED)
	swift test --skip-build --skip SyncHTTPTests
	swift test --skip-build --filter SyncHTTPTests

install:
	@.ci/prepare build
	swift build $(RELEASE) syncd
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 .build/release/syncd $(DESTDIR)$(PREFIX)/bin/syncd

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

# Times everything beside plain SQLite; `make bench RECORDS=1000000 ROUNDS=3` for other sizes.
RECORDS ?= 100000
ROUNDS ?= 5
bench:
	@.ci/prepare build
	swift build $(RELEASE) syncd
	swift build $(RELEASE) Benchmarks
	.build/release/Benchmarks --records $(RECORDS) --rounds $(ROUNDS) \
	  --program .build/release/syncd --json .build/bench.json
	.build/release/Benchmarks --pages $(RECORDS) --json .build/pages.json
	.build/release/Benchmarks --growth yes

# Counts instructions and bytes on a small workload; fails where they exceed Tests/Counted/bounds.
counted:
	@.ci/prepare counted
	swift build $(RELEASE) Benchmarks
	Tests/Counted/run .build/release/Benchmarks

# The long form of what the tests do a few times: connections cut, processes killed at each call
# that changes the disk, bytes flipped, networks. It prints its figures.
faults:
	@.ci/prepare test
	swift build --build-tests $(CHECKED)
	SYNCD_CUTS=200 SYNCD_KILLS=100 SYNCD_SEEDS=300 SYNCD_FLIPS=5000 swift test --skip-build \
	  --filter 'CutTests|KillTests|NetworkTests|CrashTests|FlippedByteTests'

# Whole networks from seeds: `make simulate SECONDS=600`, or `make simulate SEEDS=1000`.
SECONDS ?= 60
simulate:
	@.ci/prepare test
	swift build --build-tests $(CHECKED)
	env $(if $(SEEDS),SYNCD_SEEDS=$(SEEDS),SYNCD_SECONDS=$(SECONDS)) swift test --skip-build \
	  --filter SimulationTests.SimulationTests

# Plants bugs on purpose and sees that the tests find each.
bugs:
	@.ci/prepare test
	Tests/Bugs/run

# All parties as real processes under work, kills and faults, then what is left. For an hour:
# `make soak SECONDS=3600`; `SEED=n` for other choices.
SEED ?= 1
soak:
	@.ci/prepare test
	swift build $(RELEASE) syncd
	Tests/Soak/run .build/release/syncd --seconds $(SECONDS) --seed $(SEED)

openapi:
	@.ci/prepare build
	swift build $(RELEASE) syncd
	Tests/OpenAPI/run .build/release/syncd

# The pages in a real browser, with and without scripts, and whether everybody can use them.
browser:
	@.ci/prepare browser
	swift build $(RELEASE) syncd
	Tests/Browser/run .build/release/syncd

# Hostile input, guided by coverage: `make fuzz SECONDS=600 SURFACES="peers gzip"`.
SURFACES ?=
FUZZER = SYNCD_FUZZ="$$(clang -print-file-name=libclang_rt.fuzzer_no_main-$$(uname -m).a)"
FUZZED = --scratch-path .build/fuzz --product Fuzz
fuzz:
	@.ci/prepare build
	$(FUZZER) swift build $(FUZZED)
	Tests/Fuzz/run .build/fuzz/debug/Fuzz $(SECONDS) $(SURFACES)

# Puts the smallest inputs that `make fuzz` found into the corpus that the tests run.
fuzz-keep:
	Tests/Fuzz/run --keep .build/fuzz/debug/Fuzz

# The whole suite under the sanitizers, each in a build of its own. What is passed over, and why,
# stands in Tests/Sanitizers.
asan:
	@.ci/prepare test
	swift build --build-tests --sanitize=address --scratch-path .build/asan
	ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=1:verify_asan_link_order=0 \
	  swift test --skip-build --sanitize=address --scratch-path .build/asan

tsan:
	@.ci/prepare test
	swift build --build-tests --sanitize=thread --scratch-path .build/tsan
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Sanitizers/threads.txt:halt_on_error=0 \
	  swift test --skip-build --sanitize=thread --scratch-path .build/tsan

clean:
	rm -rf .build

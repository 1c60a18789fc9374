# The two commands of the README are `make demo` and `make test`.

PREFIX ?= /usr/local
CHECKED := --explicit-target-dependency-import-check error
# One release build serves `demo` and `install`: Swift's own libraries are linked in.
RELEASE := -c release --product syncd --static-swift-stdlib $(CHECKED)

.PHONY: demo test install lint bench counted faults soak openapi browser clean

demo:
	@.ci/prepare build
	swift build $(RELEASE)
	.build/release/syncd demo

# Tests over sockets run by themselves, so that they wait for each other and nothing else.
test:
	@.ci/prepare test
	swift build --build-tests $(CHECKED)
	swift test --skip-build --skip SyncHTTPTests
	swift test --skip-build --filter SyncHTTPTests

install:
	@.ci/prepare build
	swift build $(RELEASE)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 .build/release/syncd $(DESTDIR)$(PREFIX)/bin/syncd

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

# Times everything beside plain SQLite; `make bench RECORDS=1000000 ROUNDS=3` for other sizes.
RECORDS ?= 100000
ROUNDS ?= 5
bench:
	@.ci/prepare build
	swift build $(RELEASE)
	swift build -c release --product Benchmarks
	.build/release/Benchmarks --records $(RECORDS) --rounds $(ROUNDS) \
	  --program .build/release/syncd --json .build/bench.json
	.build/release/Benchmarks --pages $(RECORDS) --json .build/pages.json

# Counts instructions and bytes on a small workload; fails where they exceed Tests/Counted/bounds.
counted:
	@.ci/prepare counted
	swift build -c release --product Benchmarks
	Tests/Counted/run .build/release/Benchmarks

# The long form of what the tests do a few times: connections cut, processes killed, networks.
faults:
	@.ci/prepare test
	swift build --build-tests $(CHECKED)
	SYNCD_CUTS=200 SYNCD_KILLS=100 SYNCD_SEEDS=300 swift test --skip-build \
	  --filter 'CutTests|KillTests|NetworkTests'

# All parties as real processes under work, kills and faults, then what is left. For an hour:
# `make soak SECONDS=3600`; `SEED=n` for other choices.
SECONDS ?= 60
SEED ?= 1
soak:
	@.ci/prepare test
	swift build $(RELEASE)
	Tests/Soak/run .build/release/syncd --seconds $(SECONDS) --seed $(SEED)

openapi:
	@.ci/prepare build
	swift build $(RELEASE)
	Tests/OpenAPI/run .build/release/syncd

# The pages in a real browser, with and without scripts, and whether everybody can use them.
browser:
	@.ci/prepare browser
	swift build $(RELEASE)
	Tests/Browser/run .build/release/syncd

clean:
	rm -rf .build

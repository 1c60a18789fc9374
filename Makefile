# The two commands of the README are `make demo` and `make test`.

PREFIX ?= /usr/local
CHECKED := --explicit-target-dependency-import-check error
# One release build serves `demo` and `install`: Swift's own libraries are linked in.
RELEASE := -c release --product syncd --static-swift-stdlib $(CHECKED)

.PHONY: demo test install lint bench faults openapi clean

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

bench:
	@.ci/prepare build
	swift run -c release --static-swift-stdlib Benchmarks

# The long form of what the tests do a few times: connections cut, processes killed, networks.
faults:
	@.ci/prepare test
	swift build --build-tests $(CHECKED)
	SYNCD_CUTS=200 SYNCD_KILLS=100 SYNCD_SEEDS=300 swift test --skip-build \
	  --filter 'CutTests|KillTests|NetworkTests'

openapi:
	@.ci/prepare build
	swift build $(RELEASE)
	Tests/OpenAPI/run .build/release/syncd

clean:
	rm -rf .build

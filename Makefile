# The two commands of the README are `make demo` and `make test`.

PREFIX ?= /usr/local
CHECKED := --explicit-target-dependency-import-check error
# One release build serves `demo` and `install`: Swift's own libraries are linked in.
RELEASE := -c release --product syncd --static-swift-stdlib $(CHECKED)

.PHONY: demo test install lint bench clean

demo:
	@.ci/prepare build
	swift build $(RELEASE)
	.build/release/syncd demo

test:
	@.ci/prepare test
	swift build --build-tests $(CHECKED)
	swift test --skip-build

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

clean:
	rm -rf .build

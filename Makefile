# Needs Node >= 20.15, npm and make; everything else is set up on the way. `make help` lists targets.

NODE_MODULES = node_modules/.lock
REPORT = build/test-report.json

.PHONY: help package release test check bench clean stand-ins lib modules consumers matrix

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

package: lib stand-ins ## JACO's .deb, .rpm, .apk and .tar.gz into dist/ (PACKAGE_ARCH, PACKAGE_VERSION)
	@mkdir -p dist
	@epoch=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null)}; \
	if [ -n "$$epoch" ]; then SOURCE_DATE_EPOCH=$$epoch; export SOURCE_DATE_EPOCH; fi; \
	node bin/jaco-pkg.js build --lint -p deb,rpm,apk,tarball -t dist/

release: lib stand-ins ## JACO's release into dist/release, signed with MINISIGN_KEY if that is set (RELEASE_FLAGS)
	@snapshot=; git tag --points-at HEAD 2>/dev/null | grep -Eq '^v?[0-9]' || { \
	echo "This commit has no tag that is a version: making a snapshot."; snapshot=--snapshot; }; \
	node bin/jaco-pkg.js release --lint --clean $$snapshot $(RELEASE_FLAGS)

test: lib stand-ins consumers ## all tests; says which package managers took part
	@rm -f $(REPORT); \
	node_modules/.bin/vitest run --reporter=default --reporter=json --outputFile.json=$(REPORT); code=$$?; \
	node scripts/test-summary.mjs $(REPORT) && exit $$code

matrix: modules consumers ## packages of every format in many environments: their hashes, and what made them
	@JACO_PKG_MATRIX=build/matrix.txt node_modules/.bin/vitest run test/reproducible/matrix.test.ts; code=$$?; \
	cat build/matrix.txt && exit $$code

check: modules stand-ins consumers ## the gate: style, types, tests, package
	@npm run --silent check

bench: modules ## compare with nfpm and others on PATH; docs/performance.md tells more (BENCH_FLAGS)
	@npm run --silent bench -- $(BENCH_FLAGS)

stand-ins: ## small programs at build/bin/ in place of JACO's, where there are none
	@node scripts/stand-ins.mjs

clean: ## remove what was built
	rm -rf .cache lib schema dist build/bench build/bin build/matrix.txt $(REPORT)

lib: modules
	@npm run --silent build

# Installed anew only when the lock file differs from the one last installed from.
modules:
	@cmp -s package-lock.json $(NODE_MODULES) || { \
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && cp package-lock.json $(NODE_MODULES); }

consumers:
	@sh scripts/install-consumers.sh

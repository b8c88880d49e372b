# One line a command; scripts/ holds the work.
export PATH := $(shell scripts/path.sh)

.PHONY: serve test dev check bench soak dist setup build

serve:
	@scripts/setup.sh --serve
	scripts/build.sh
	scripts/serve.sh
test: build
	scripts/test.sh
dev: setup
	cargo xtask dev
check: setup
	scripts/check.sh
bench: build
	scripts/bench.sh
soak: build
	CONGDAN_SOAK=1 scripts/test.sh
	node benches/peers/soak.mjs
dist: setup
	cargo xtask dist

setup:
	@scripts/setup.sh
build: setup
	scripts/build.sh

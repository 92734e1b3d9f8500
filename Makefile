# Needs Python 3.11 or newer as `python3`. Plain commands for people without make: README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test quick check lock pictures fonts clean

demo: $(VENV)/.demo
	$(BIN)/python bot.py --demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest

# Without browsers, processes of their own, kills and measures of quality: for while you work.
quick: $(VENV)/.dev
	$(BIN)/python -m pytest -m "not slow"

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: requirements-demo.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-demo.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# Locks, from the lists in pyproject.toml; needs uv.
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11
lock:
	$(LOCK) -o requirements.txt
	$(LOCK) --extra demo -c requirements.txt -o requirements-demo.txt
	$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt

# The README's pictures: what the browser tests see.
pictures: $(VENV)/.dev
	LIMELIGHT_PICTURES=docs $(BIN)/python -m pytest tests/demo/test_demo.py tests/cogs/setup/test_setup_browser.py -k "typed or profile or six"

# The charts' fonts, cut from two packages of Debian 12: needs its apt-get and dpkg-deb, and fonttools (4.68).
NOTO := build/fonts/usr/share/fonts
NOTO_SANS := $(NOTO)/truetype/noto/NotoSans-Regular.ttf
NOTO_CJK := $(NOTO)/opentype/noto/NotoSansCJK-Regular.ttc
CUT := --layout-features= --no-hinting --notdef-outline --name-IDs=* --drop-tables+=GDEF,GPOS,GSUB,BASE,VORG,vhea,vmtx
LATIN_GREEK_CYRILLIC := 20-24F,300-36F,1E00-1EFF,370-3FF,1F00-1FFF,400-52F
SIGNS := 2000-206F,20A0-20BF,2100-214F,2190-2199,2212
KANA_HANGUL := 3000-30FF,3131-318E,AC00-D7A3,FF01-FFEE
KANJI := bytes((r, c)).decode("euc_jp", "ignore") for r in range(0xB0, 0xD0) for c in range(0xA1, 0xFF)
fonts:
	rm -rf build/fonts && mkdir -p build/fonts
	cd build/fonts && apt-get download fonts-noto-core=20201225-1 fonts-noto-cjk=1:20220127+repack1-1
	for package in build/fonts/*.deb; do dpkg-deb -x "$$package" build/fonts; done
	$(PYTHON) -c 'print("".join($(KANJI)))' > build/fonts/kanji.txt
	pyftsubset $(NOTO_SANS) $(CUT) --unicodes=$(LATIN_GREEK_CYRILLIC),$(SIGNS) \
		--output-file=cogs/charts/fonts/NotoSans-Regular.ttf
	pyftsubset $(NOTO_CJK) --font-number=0 $(CUT) --unicodes=$(KANA_HANGUL) --text-file=build/fonts/kanji.txt \
		--output-file=cogs/charts/fonts/NotoSansCJKjp-Regular.otf
	sha256sum build/fonts/*.deb $(NOTO_SANS) $(NOTO_CJK) cogs/charts/fonts/*.?tf > cogs/charts/fonts/SHA256SUMS

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis

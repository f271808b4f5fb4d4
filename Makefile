# "make demo" and "make test" are each all the set-up that is needed.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

QT_PACKAGES := libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 libxcb-cursor0 \
  libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 \
  libxcb-xkb1 fonts-dejavu-core
TEST_PACKAGES := orthanc dicom3tools plastimatch

.PHONY: setup demo tour screenshots translations test lint bench clean qt-packages test-packages

setup: $(VENV)/.ready

# Installs Debian packages that are missing, as root or through sudo; else says what to install and goes on.
define debian_packages
	@if command -v dpkg-query >/dev/null; then \
	  missing=""; \
	  for package in $(1); do \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    if [ "$$(id -u)" = 0 ]; then run=""; \
	    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then run="sudo"; else run="none"; fi; \
	    if [ "$$run" = none ]; then echo "Some Debian packages are missing; install them with: sudo apt-get install$$missing"; \
	    else $$run apt-get update -qq && \
	      $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; fi; \
	  fi; \
	fi
endef

qt-packages:
	$(call debian_packages,$(QT_PACKAGES))

test-packages:
	$(call debian_packages,$(QT_PACKAGES) $(TEST_PACKAGES))

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	@if ! $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(MAKE) --no-print-directory venv-package; fi
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test,lint]'
	touch $@

.PHONY: venv-package
venv-package:
	$(call debian_packages,python3-venv)

demo: $(VENV)/.ready qt-packages
	$(BIN)/iodeep-viewer --demo

tour: $(VENV)/.ready qt-packages
	$(BIN)/iodeep-viewer --demo --tour demo-output

# Every state of the window, dark and light, at 100 and 200 %; five of them are those of the README.
PICTURES := .github/pictures
screenshots: $(VENV)/.ready qt-packages
	$(BIN)/python tests/screenshots.py demo-output/screenshots
	mkdir -p $(PICTURES)
	cp demo-output/screenshots/03-proposed-dark-100.png $(PICTURES)/ai-roi.png
	cp demo-output/screenshots/08-four-viewports-dark-100.png $(PICTURES)/four-viewports.png
	cp demo-output/screenshots/05-heat-map-dark-100.png $(PICTURES)/heat-map.png
	cp demo-output/screenshots/06-why-dark-100.png $(PICTURES)/why.png
	cp demo-output/screenshots/04-edit-light-100.png $(PICTURES)/edit-light.png

# Gathers new texts for translation; write what is unfinished in the .ts files, then run it again.
LRELEASE ?= /usr/lib/qt6/bin/lrelease
TS := iodeep_viewer/gui/style/locale/iodeep_viewer
translations: $(VENV)/.ready
	$(call debian_packages,qt6-l10n-tools)
	for language in it es; do \
	  $(BIN)/pylupdate6 --no-summary --no-obsolete --ts $(TS)_$$language.ts iodeep_viewer/gui iodeep_viewer/app.py && \
	  sed -i '/<location /d' $(TS)_$$language.ts && \
	  $(LRELEASE) -silent $(TS)_$$language.ts || exit 1; \
	done

test: $(VENV)/.ready test-packages
	$(BIN)/python -m pytest

# The workers of mypy get three seconds to start; where a busy machine takes longer, it runs on one core.
lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pydoclint $(foreach room,codec core objects inference archives workflows settings,iodeep_viewer/$(room))
	$(BIN)/lint-imports
	$(BIN)/mypy --num-workers 2 || { test $$? = 2 && $(BIN)/mypy; }

bench: $(VENV)/.ready
	for file in tests/benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

clean:
	rm -rf $(VENV) demo-output .mypy_cache .ruff_cache .pytest_cache

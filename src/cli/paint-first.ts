/** index.html as the build leaves it, changed so that the first figures are painted before any code is asked for. */

/** Where the drawn overview goes. */
const PLACE = '<!-- first-figures -->';

const SCRIPT = /[ \t]*<script type="module"[^>]* src="([^"]+)"><\/script>\n?/;
const PRELOAD = /[ \t]*<link rel="modulepreload"[^>]* href="([^"]+)">\n?/g;
const STYLES = /<link rel="stylesheet"[^>]* href="([^"]+)">/;

/**
 * Browsers that know it paint nothing before they have read the first key figures. What stands below these, most of it
 * out of sight, is not waited for: on a slow device the first figures are there a tenth sooner.
 */
const DRAWN_ID = 'drawn';
const EXPECT = `<link rel="expect" href="#${DRAWN_ID}" blocking="render">`;

export interface FirstPage {
  /** What stands in `#root`. */
  readonly drawn: string;
  /** What the app makes the same page of, and the id it is found under. */
  readonly data: { readonly id: string; readonly content: unknown };
  /** First figures of further packages, relative to the page. */
  readonly files: readonly string[];
  readonly engine: EngineFiles;
  /** The site's style sheet, so that the first paint need not wait for another file. */
  readonly styles: string;
}

/** Where the parts of the engine are, relative to the page. See `engine/engine-worker.js`. */
export interface EngineFiles {
  readonly worker: string;
  readonly script: string;
  readonly wasm: string;
  /** Under which the page's session tells that opening a package ended the page: see `app/opening-attempt.ts`. */
  readonly openingKey: string;
}

/** The key figures in the page as it was drawn, each of them, and how many are painted first: a row of a wide screen. */
const KEY_FIGURES = 'data-figure="key-figures"';
const KEY_FIGURE = /<div [^>]*data-metric="/g;
const FIRST_ROW = 4;

/** What can be pressed in the page as it was drawn, apart from links. */
const CONTROLS = 'button, input, label, [role="button"], [role="tab"]';

/** Longest time in ms that the page may take to come over a quick line: the house's own, or out of a copy. */
const QUICK_PAGE = 100;

/** Where the page as the build left it has its style sheet. Throws when it has none. */
export function styleSheetOf(page: string): string {
  const href = STYLES.exec(page)?.[1];
  if (href === undefined) throw new Error('index.html has no style sheet');
  return href;
}

/**
 * Puts the drawn overview and its data into the page, and has the app's code asked for only after they are painted;
 * at once where the address asks for something else. Throws when the page is not as it should be.
 */
export function paintFirst(page: string, { drawn, data, files, engine, styles }: FirstPage): string {
  const entry = SCRIPT.exec(page)?.[1];
  if (entry === undefined || !page.includes(PLACE) || !STYLES.test(page))
    throw new Error('index.html has no entry, no style sheet or no place for figures');
  const modules = [...page.matchAll(PRELOAD)].flatMap(([, href]) => (href === undefined ? [] : [href]));
  const without = page.replace(SCRIPT, '').replace(PRELOAD, '');
  const styled = without.replace(STYLES, () => `${EXPECT}\n    ${styleElement(styles)}`);
  const end = endOfFirstRow(drawn);
  const started = `${drawn.slice(0, end)}${starter(entry, modules, files, engine)}${drawn.slice(end)}`;
  const painted = styled.replace(PLACE, () => `<div class="first-figures">${started}</div>`);
  // What is painted does not wait for the data to be read.
  return painted.replace('</body>', () => `${dataScript(data)}\n  </body>`);
}

/** Where the key figure after the first row begins. */
function endOfFirstRow(drawn: string): number {
  const figures = drawn.indexOf(KEY_FIGURES);
  const next = figures === -1 ? undefined : [...drawn.slice(figures).matchAll(KEY_FIGURE)][FIRST_ROW];
  if (next === undefined) throw new Error(`The drawn overview has no more than ${FIRST_ROW} key figures`);
  return figures + next.index;
}

/** JSON inside a page: `<` could end the element. */
function dataScript({ id, content }: FirstPage['data']): string {
  return `    <script type="application/json" id="${id}">${JSON.stringify(content).replaceAll('<', '\\u003c')}</script>`;
}

/** Addresses in a sheet of its own are relative to that file, and its text could end the element. */
function styleElement(styles: string): string {
  if (/url\(|@import|<\//.test(styles)) throw new Error('The style sheet cannot stand in the page itself');
  return `<style>${styles.trim()}</style>`;
}

function starter(
  entry: string,
  modules: readonly string[],
  files: readonly string[],
  { worker, script, wasm, openingKey }: EngineFiles,
): string {
  return `<script id="${DRAWN_ID}">
      (function () {
        // On a quick line the engine's start is work and not waiting, best begun before all else.
        function startEngine() {
          var page = performance.getEntriesByType('navigation')[0];
          if (!page || (page.responseEnd || performance.now()) - page.fetchStart > ${QUICK_PAGE}) return;
          try {
            if (typeof WebAssembly === 'undefined' || sessionStorage.getItem(${JSON.stringify(openingKey)})) return;
            var at = function (file) {
              return new URL(file, document.baseURI).href;
            };
            var name = at(${JSON.stringify(script)}) + ' ' + at(${JSON.stringify(wasm)});
            var ahead = { worker: new Worker(at(${JSON.stringify(worker)}), { name: name }), failed: false };
            ahead.worker.onerror = function (event) {
              event.preventDefault();
              ahead.failed = true;
            };
            window.engineAhead = ahead;
          } catch (e) {
            // Tried again, and told, by the page's code.
          }
        }

        // Presses before there is code to answer them: see app/early-press.ts. Links answer by themselves.
        var early = {
          last: null,
          like: function (inMain, name) {
            return Array.prototype.filter.call(document.querySelectorAll(${JSON.stringify(CONTROLS)}), function (one) {
              return nameOf(one) === name && !!one.closest('main') === inMain;
            });
          },
          stop: function () {
            removeEventListener('click', heed, true);
          }
        };
        function nameOf(control) {
          return control.tagName + (control.getAttribute('aria-label') || '') + control.textContent;
        }
        function heed(event) {
          var control = event.target.closest(${JSON.stringify(CONTROLS)});
          early.last = null;
          if (!control || !control.closest('.first-figures, [data-pending]')) return;
          var inMain = !!control.closest('main');
          var name = nameOf(control);
          early.last = {
            inMain: inMain,
            name: name,
            index: early.like(inMain, name).indexOf(control),
            at: performance.now(),
            hash: location.hash
          };
          // As it looks while it is held down.
          control.setAttribute('data-pressed', 'true');
        }
        window.earlyPresses = early;
        addEventListener('click', heed, true);

        var started = false;
        function start() {
          if (started) return;
          started = true;
          startEngine();
          ${JSON.stringify(modules)}.forEach(function (href) {
            var link = document.createElement('link');
            link.rel = 'modulepreload';
            link.href = href;
            document.head.append(link);
          });
          if (document.readyState === 'loading') addEventListener('DOMContentLoaded', run);
          else run();
        }
        // With the data below in the page.
        function run() {
          var script = document.createElement('script');
          script.type = 'module';
          script.src = ${JSON.stringify(entry)};
          document.head.append(script);
        }
        if (document.documentElement.dataset.view === 'other') {
          // What the code will ask for first.
          var named = /[?&]package=(?:packages%2F|packages\\/)?([a-z0-9][a-z0-9._-]*)(?:&|$)/i.exec(location.hash);
          var figures = named && /^#\\/\\?/.test(location.hash) ? 'packages/' + named[1] + '/first-figures.json' : '';
          ['data/packages.json'].concat(
            ${JSON.stringify(files)}.filter(function (file) { return file === figures; })
          ).forEach(function (href) {
            var link = document.createElement('link');
            link.rel = 'preload';
            link.as = 'fetch';
            link.crossOrigin = 'anonymous';
            link.href = href;
            document.head.append(link);
          });
          return start();
        }
        // A frame is painted after its animation callbacks; what comes after that has the figures on the page. The
        // browser tells the moment they were on the screen a little later: that of the first paint, where it waits for
        // them.
        var waits = document.createElement('link').relList.supports('expect');
        requestAnimationFrame(function () {
          setTimeout(function () {
            var drawn = performance.now();
            start();
            new PerformanceObserver(function (list, observer) {
              observer.disconnect();
              var painted = Math.max(waits ? 0 : drawn, list.getEntries()[0].startTime);
              performance.mark('first-figure', { startTime: painted });
            }).observe({ type: 'paint', buffered: true });
          });
        });
        // A tab in the background paints nothing.
        if (document.hidden) start();
      })();
    </script>`;
}

/**
 * What a page can do better where a script runs: keys, a theme of the reader's choice, what is new since the last
 * look, and a notice when something is recorded. Every page is complete without it; it never reloads a page, sends
 * nothing about the reader, and keeps what it remembers in this browser.
 */

/**
 * An element with properties and children; texts are put in as texts.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children);
  return element;
}

/**
 * Storage may be denied, full, or hold anything.
 * @param {string} key
 * @returns {any}
 */
function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {string} key @param {unknown} value */
function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Then it is not remembered.
  }
}

// The theme

const THEMES = ['auto', 'light', 'dark'];
const THEME = 'termline.theme';

function chosenTheme() {
  const theme = recall(THEME);
  return THEMES.includes(theme) ? theme : 'auto';
}

/** The style sheet says each colour for both schemes and follows the system; a choice is an attribute of the root. */
function applyTheme() {
  const theme = chosenTheme();
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function themeButton() {
  const button = make('button', { type: 'button' });
  const label = () => {
    button.textContent = `Theme: ${chosenTheme()}`;
  };
  button.addEventListener('click', () => {
    remember(THEME, THEMES[(THEMES.indexOf(chosenTheme()) + 1) % THEMES.length]);
    applyTheme();
    label();
  });
  label();
  return button;
}

// The keys. Arrows are left alone: they scroll wide tables and move the caret.

const KEYS_OFF = 'termline.keys-off';

/** @param {number} step */
function goToChange(step) {
  const changes = [...document.querySelectorAll('[data-change]')].filter(
    (element) => element instanceof HTMLElement && element.offsetParent !== null,
  );
  const here = changes.findIndex((element) => element.contains(document.activeElement));
  const below = changes.findIndex((element) => element.getBoundingClientRect().top > 1);
  const nearest = step > 0 ? below : (below === -1 ? changes.length : below) - 1;
  const next = changes[here === -1 ? nearest : here + step];
  if (!(next instanceof HTMLElement)) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'start' });
}

function goToSearch() {
  const field = document.querySelector('main input[type="search"], input[type="search"]');
  if (field instanceof HTMLInputElement) field.focus();
}

function helpDialog() {
  const use = make('input', { type: 'checkbox', id: 'use-keys', checked: recall(KEYS_OFF) !== true });
  use.addEventListener('change', () => remember(KEYS_OFF, !use.checked));
  const keys = [
    ['n', 'the next change'],
    ['p', 'the change before'],
    ['/', 'the search field'],
    ['?', 'this list'],
  ];
  const close = make('button', { type: 'button' }, 'Close');
  const dialog = make(
    'dialog',
    { id: 'keys' },
    make('h2', { id: 'keys-heading' }, 'Keys'),
    make(
      'dl',
      {},
      ...keys.flatMap(([key = '', what = '']) => [
        make('dt', {}, make('kbd', {}, key)),
        make('dd', {}, what),
      ]),
    ),
    make('p', {}, use, ' ', make('label', { htmlFor: 'use-keys' }, 'Use these keys')),
    close,
  );
  dialog.setAttribute('aria-labelledby', 'keys-heading');
  close.addEventListener('click', () => dialog.close());
  return dialog;
}

/** @param {HTMLDialogElement} help @param {KeyboardEvent} event */
function onKey(help, event) {
  const { key, target } = event;
  const typing =
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (typing || modified || help.open || recall(KEYS_OFF) === true) return;
  if (key === 'n') goToChange(1);
  else if (key === 'p') goToChange(-1);
  else if (key === '/') goToSearch();
  else if (key === '?') help.showModal();
  else return;
  event.preventDefault();
}

function startTools() {
  const help = helpDialog();
  const keys = make('button', { type: 'button' }, 'Keys');
  keys.addEventListener('click', () => help.showModal());
  document.querySelector('header.site')?.append(make('p', { className: 'tools' }, themeButton(), ' ', keys));
  document.body.append(help);
  document.addEventListener('keydown', (event) => onKey(help, event));
}

// Date fields get a button for today. Nothing is sent on a change: a field changes with each key pressed in it.

function startDates() {
  for (const field of document.querySelectorAll('input[type="date"]')) {
    if (!(field instanceof HTMLInputElement)) continue;
    const button = make('button', { type: 'button', className: 'today' }, 'Today');
    button.setAttribute('aria-label', `Today for “${field.labels?.[0]?.textContent ?? field.name}”`);
    button.addEventListener('click', () => {
      const now = new Date();
      const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
      field.value = field.max !== '' && field.max < today ? field.max : today;
      field.focus();
    });
    field.after(' ', button);
  }
}

// Since you last looked

/** @param {string} instant */
function dayOf(instant) {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(instant),
  );
}

/** @param {number} n @param {string} one */
const count = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

/**
 * @typedef {{id: string, headline: string, revision: number}} Announcement
 * @param {string} base @param {{head: number, at: string}} seen @param {Announcement[]} announcements in their order
 */
function sinceNotice(base, seen, announcements) {
  const isNew = (/** @type {Announcement} */ { revision }) => revision > seen.head;
  const fresh = announcements.filter(isNew);
  const firstNew = announcements.findIndex(isNew);
  const before = announcements[firstNew - 1];
  const when = `since you last looked on ${dayOf(seen.at)}`;
  const notice = make('aside', { className: 'notice since' });
  notice.setAttribute('aria-label', 'Since you last looked');
  if (fresh.length === 0) {
    const record = make('a', { href: `${base}/log?after=${seen.head}` }, 'what our record took in');
    notice.append(make('p', {}, `No new announcement ${when}, but `, record, '.'));
    return notice;
  }
  notice.append(make('p', {}, make('strong', {}, count(fresh.length, 'announcement')), ` ${when}:`));
  const items = fresh
    .slice(-5)
    .map(({ id, headline }) => make('li', {}, make('a', { href: `${base}/announcements/${id}` }, headline)));
  notice.append(make('ul', {}, ...items));
  // An announcement may be recorded late, and then stands before others that the reader has seen.
  if (before !== undefined && firstNew === announcements.length - fresh.length) {
    const href = `${base}/go?from=${encodeURIComponent(`after:${before.id}`)}`;
    notice.append(make('p', {}, make('a', { href }, 'Compare with what you saw')));
  }
  return notice;
}

async function sinceLastLooked() {
  const { dossier = '', head = '' } = document.body.dataset;
  if (dossier === '' || !/^\d+$/.test(head)) return;
  const key = `termline.seen.${dossier}`;
  const base = `/dossiers/${dossier}`;
  const seen = recall(key);
  const known = Number.isInteger(seen?.head) && !Number.isNaN(Date.parse(seen?.at));
  const look = () => remember(key, { head: Number(head), at: new Date().toISOString() });
  if (!known || seen.head >= Number(head)) {
    look();
    return;
  }
  if (![base, `${base}/announcements`].includes(location.pathname)) return;
  const reply = await fetch(`${base}/announcements.json`);
  if (!reply.ok) return;
  const { announcements } = await reply.json();
  const notice = sinceNotice(base, seen, announcements);
  const button = make('button', { type: 'button' }, 'Mark as seen');
  button.addEventListener('click', () => {
    look();
    notice.remove();
    const heading = document.querySelector('h1');
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus();
  });
  notice.append(button);
  document.querySelector('main')?.prepend(notice);
}

// What is recorded while the page is open

/** @param {MessageEvent} event @returns {Record<string, any>} */
function dataOf({ data }) {
  try {
    return Object(JSON.parse(data));
  } catch {
    return {};
  }
}

/** How many lines the notice has. */
const MOST_NEWS = 5;

function startLive() {
  const { live = '', dossier = '', head = '' } = document.body.dataset;
  if (live === '') return;
  const region = make('div', { className: 'live' });
  region.setAttribute('role', 'status');
  document.body.append(region);
  let latest = Number(head);
  /** What was recorded since the page was made, in words. @type {(Node | string)[]} */
  const news = [];
  const show = () => {
    const reload = make('button', { type: 'button' }, 'Show it on this page');
    reload.addEventListener('click', () => location.reload());
    const dismiss = make('button', { type: 'button' }, 'Dismiss');
    dismiss.addEventListener('click', () => region.replaceChildren());
    const older =
      news.length > MOST_NEWS ? [make('li', {}, `${count(news.length - MOST_NEWS, 'event')} before`)] : [];
    const items = news.slice(-MOST_NEWS).map((words) => make('li', {}, words));
    region.replaceChildren(
      make('p', {}, make('strong', {}, 'Recorded since this page was made:')),
      make('ul', {}, ...older, ...items),
      make('p', {}, reload, ' ', dismiss),
    );
  };
  /** @type {EventSource | null} */
  let source = null;
  // A browser opens few connections to one host: a page that nobody sees gives its own back.
  const connect = () => {
    source?.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource(live);
    source.addEventListener('appended', (event) => {
      const { revision, announcement, headline } = dataOf(event);
      // A new connection tells again what the page has heard.
      if (!(revision > latest)) return;
      latest = revision;
      const named = typeof announcement === 'string' && typeof headline === 'string';
      const href = `/dossiers/${dossier}/announcements/${encodeURIComponent(announcement)}`;
      news.push(named ? make('a', { href }, headline) : 'a correction or an amendment of this record');
      show();
    });
  };
  document.addEventListener('visibilitychange', connect);
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', ({ persisted }) => persisted && connect());
  connect();
}

function start() {
  startTools();
  startDates();
  startLive();
  // Without a network there is nothing to tell.
  sinceLastLooked().catch(() => {});
}

applyTheme();
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();

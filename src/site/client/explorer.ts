import { loadScript, siteFilters } from './data.ts';
import { countRecords, create } from './elements.ts';
import { needsFilters, OWN_PARTS, select, type State } from './selection.ts';
import { showMap, showNetwork, showTable, showTimeline, type View } from './views.ts';

const VIEWS: { readonly [name: string]: View } = {
  table: showTable,
  map: showMap,
  network: showNetwork,
  timeline: showTimeline,
};

const requireElement = <Kind extends Element>(selector: string, kind: new () => Kind): Kind => {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`the page has no ${selector}`);
  return element;
};

const form = requireElement('form', HTMLFormElement);
const container = requireElement('#view', HTMLElement);
const output = requireElement('output', HTMLOutputElement);
const tabs = [...document.querySelectorAll<HTMLAnchorElement>('#views a')];
let state: State = new Map();
let drawing = 0;

const toAddress = (parts: State): string => `#${new URLSearchParams([...parts])}`;

const withPart = (name: string, value: string): State => {
  const parts = new Map(state);
  if (value === '') parts.delete(name);
  else parts.set(name, value);
  return parts;
};

const go = (next: State, isNewStep: boolean): void => {
  state = next;
  if (isNewStep) history.pushState(null, '', toAddress(state));
  else history.replaceState(null, '', toAddress(state));
  fillForm();
  show().catch(showError);
};

const showError = (error: unknown): void => {
  output.textContent = String(error);
};

const show = async (): Promise<void> => {
  drawing += 1;
  const ownDrawing = drawing;
  const isCurrent = (): boolean => ownDrawing === drawing;
  if (needsFilters(state)) await loadScript('filters.js');
  if (state.has('words')) await loadScript('names.js');
  if (!isCurrent()) return;
  const { positions, problem } = select(state);
  output.textContent = problem ?? countRecords(positions.length);
  const viewName = state.get('view') ?? 'table';
  for (const tab of tabs) {
    const name = tab.dataset['view'] ?? '';
    tab.href = toAddress(withPart('view', name === 'table' ? '' : name));
    if (name === viewName) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  showChosen();
  const set = (name: string, value: string): void => go(withPart(name, value), true);
  container.setAttribute('aria-busy', 'true');
  await (VIEWS[viewName] ?? showTable)({ positions, state, set, container, isCurrent });
  if (isCurrent()) container.removeAttribute('aria-busy');
};

/** Buttons that take back the parts of the selection. */
const showChosen = (): void => {
  const chosen = [...state].filter(([name]) => name !== 'view');
  const buttons = chosen.map(([name, value]) => {
    const label = `${titleOf(name)}: ${labelOf(name, value)}`;
    const button = create('button', { type: 'button', 'aria-label': `Remove ${label}` }, `${label} ×`);
    button.addEventListener('click', () => go(withPart(name, ''), true));
    return button;
  });
  requireElement('#chosen', HTMLElement).replaceChildren(...buttons);
};

const titleOf = (name: string): string =>
  siteFilters().find((filter) => filter.name === name)?.title ??
  { words: 'Names', since: 'Since', until: 'Until', type: 'Type' }[name] ??
  name;

const labelOf = (name: string, value: string): string => {
  if (name === 'type') return window.MINERALS.types[value] ?? value;
  const filter = siteFilters().find((candidate) => candidate.name === name);
  return filter?.values.find((candidate) => candidate.value === value)?.label ?? value;
};

const fields = (): (HTMLInputElement | HTMLSelectElement)[] =>
  [...form.elements].filter(
    (field): field is HTMLInputElement | HTMLSelectElement =>
      field instanceof HTMLInputElement || field instanceof HTMLSelectElement,
  );

const fillForm = (): void => {
  for (const field of fields()) {
    const value = state.get(field.name) ?? '';
    if (field.value !== value) field.value = value;
  }
};

/** Fills the lists of the filters with their values. */
const fillLists = (): void => {
  for (const { name, values } of siteFilters()) {
    const list = form.querySelector<HTMLSelectElement>(`select[name="${CSS.escape(name)}"]`);
    if (!list) continue;
    const options = values.map(({ value, label, steps }) => create('option', { value }, `${label} (${steps.length})`));
    list.append(...options);
    list.disabled = false;
  }
  fillForm();
  showChosen();
};

const readAddress = (): void => {
  state = new Map(
    [...new URLSearchParams(location.hash.slice(1))].filter(([name, value]) => value !== '' && isPart(name)),
  );
  fillForm();
  show().catch(showError);
};

const isPart = (name: string): boolean => OWN_PARTS.includes(name) || form.elements.namedItem(name) !== null;

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', (event) => {
  if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)) return;
  go(withPart(event.target.name, event.target.value.trim()), false);
});
form.addEventListener('reset', (event) => {
  event.preventDefault();
  go(new Map([...state].filter(([name]) => name === 'view')), true);
});
addEventListener('hashchange', readAddress);
addEventListener('popstate', readAddress);
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth !== width && state.get('view') === 'timeline') show().catch(showError);
  width = innerWidth;
});
if (innerWidth < 700) requireElement('#filters', HTMLDetailsElement).open = false;
readAddress();
loadScript('filters.js').then(fillLists, showError);

import { loadTypes, type TypeData } from './data.ts';
import { addElement, countRecords } from './draw.ts';
import { showMap } from './map-view.ts';
import { showNetwork } from './network-view.ts';
import { select, fold } from './selection.ts';
import { showTable } from './table-view.ts';
import { showTimeline } from './timeline-view.ts';
import type { ViewContext } from './view.ts';

/** Width of a window in pixels from which the filters are open at first. */
const WIDE = 900;

type View = (container: Element, context: ViewContext) => void | Promise<void>;

/** The views of the selection by name; the first is the default. */
const VIEWS: ReadonlyMap<string, View> = new Map<string, View>([
  ['table', showTable],
  ['map', showMap],
  ['network', showNetwork],
  ['timeline', showTimeline],
]);

const site = globalThis.window.MINERALS;
const form = document.querySelector('form')!;
const output = document.querySelector('output')!;
const container = document.querySelector('#view')!;
const fields = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')];

/** Values of a field with a list of suggestions, by their folded labels. */
const suggestionsOf = (field: Element): ReadonlyMap<string, string> => {
  const options = (field as HTMLInputElement).list?.querySelectorAll('option') ?? [];
  return new Map([...options].map((option) => [fold(option.value), option.dataset['value'] ?? '']));
};
const suggestions = new Map(fields.map((field) => [field.name, suggestionsOf(field)]));

/** The conditions in the address: each field's value. */
const readAddress = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));

const addressWith = (field: string, value: string): string => {
  const state = readAddress();
  if (value === '') state.delete(field);
  else state.set(field, value);
  return `#${state}`;
};

/** Shows the values of the address in the form. */
const fillForm = (state: URLSearchParams): void => {
  for (const field of fields) {
    const value = state.get(field.name) ?? '';
    const options = suggestions.get(field.name) ?? new Map<string, string>();
    const label = [...((field as HTMLInputElement).list?.querySelectorAll('option') ?? [])].find(
      (option) => option.dataset['value'] === value,
    )?.value;
    if (document.activeElement !== field) field.value = options.size > 0 ? (label ?? value) : value;
  }
  const view = state.get('view') ?? 'table';
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav.views a')) {
    const name = link.dataset['view'] ?? '';
    link.href = addressWith('view', name === 'table' ? '' : name);
    if (name === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
};

const readForm = (): URLSearchParams => {
  const state = readAddress();
  for (const field of fields) {
    const text = field.value.trim();
    const options = suggestions.get(field.name);
    const value = options?.get(fold(text)) ?? text;
    if (value === '') state.delete(field.name);
    else state.set(field.name, value);
  }
  return state;
};

/** Shows only the fields that can find records of these types. */
const showFields = (types: readonly TypeData[]): void => {
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('details [name]')) {
    const isUseful = types.some(({ answers }) => answers.includes(field.name));
    field.closest('label')!.hidden = !isUseful && field.value === '';
  }
};

/** Number of the latest request: an earlier one that takes longer is dropped. */
let latest = 0;

/** Shows the selection of the address. */
const show = async (): Promise<void> => {
  const state = readAddress();
  fillForm(state);
  latest += 1;
  const request = latest;
  const type = state.get('type') ?? '';
  const names = type === '' ? Object.keys(site.types) : [type].filter((name) => Object.hasOwn(site.types, name));
  const types = await loadTypes(names);
  if (request !== latest) return;
  showFields(types);
  const selection = select(types, state, site.placeFilter);
  container.replaceChildren();
  const view = VIEWS.get(state.get('view') ?? '') ?? showTable;
  output.textContent = countRecords(selection.length);
  if (selection.length === 0) addElement(container, 'p', 'Nothing matches all conditions. Leave one out.');
  else await view(container, { selection, site, state, addressWith });
};

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', () => {
  history.replaceState(null, '', `#${readForm()}`);
  void show();
});
form.addEventListener('reset', () => {
  history.replaceState(null, '', '#');
  setTimeout(() => void show());
});
addEventListener('hashchange', () => void show());
const filters = document.querySelector('details')!;
filters.open =
  innerWidth > WIDE ||
  [...filters.querySelectorAll('[name]')].some((field) => readAddress().has(field.getAttribute('name')!));
// The first view shows one type, which loads fast.
if (location.hash === '' && site.start !== undefined) history.replaceState(null, '', `#type=${site.start}`);
void show();

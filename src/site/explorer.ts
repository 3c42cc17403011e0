/** Script of the first page: a table of the records that match the form, with its state in the address. */
export const EXPLORER = `'use strict';
(() => {
  const { records, types } = window.MINERALS;
  const form = document.querySelector('form');
  const rows = document.querySelector('tbody');
  const count = document.querySelector('output');
  const MAX_ROWS = 200;
  const normalize = (text) => text.normalize('NFKD').replace(/\\p{M}/gu, '').toLowerCase();
  const texts = records.map(({ name, ref }) => normalize(name + ' ' + ref));
  const isMatch = (record, index, state, words) =>
    (!state.get('type') || record.type === state.get('type')) &&
    (!state.get('since') || record.date.slice(0, 4) >= state.get('since')) &&
    (!state.get('until') || (record.date && record.date.slice(0, 4) <= state.get('until'))) &&
    words.every((word) => texts[index].includes(word));
  const addCell = (row, text, href) => {
    const cell = row.insertCell();
    if (!href) return cell.append(text);
    const link = document.createElement('a');
    link.href = href;
    link.textContent = text;
    cell.append(link);
  };
  const show = (state) => {
    const words = normalize(state.get('words') || '').split(/\\s+/).filter(Boolean);
    const found = records.filter((record, index) => isMatch(record, index, state, words));
    rows.replaceChildren();
    for (const { name, type, date, path } of found.slice(0, MAX_ROWS)) {
      const row = rows.insertRow();
      addCell(row, date);
      addCell(row, types[type]);
      addCell(row, name, path + '/index.html');
    }
    const rest = found.length > MAX_ROWS ? ', the first ' + MAX_ROWS + ' shown' : '';
    count.textContent = found.length + (found.length === 1 ? ' record' : ' records') + rest;
  };
  const readForm = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const readAddress = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) if (field.name) field.value = state.get(field.name) || '';
    show(state);
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => {
    const state = readForm();
    history.replaceState(null, '', '#' + state);
    show(state);
  });
  addEventListener('hashchange', readAddress);
  readAddress();
})();
`;

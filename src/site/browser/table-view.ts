import { addElement } from './draw.ts';
import { recordAddress, type ViewContext } from './view.ts';

const ROWS_AT_ONCE = 200;

/** A table of the selected records, some at a time. */
export const showTable = (container: Element, { selection, site }: ViewContext): void => {
  const table = addElement(container, 'table');
  const head = addElement(addElement(table, 'thead'), 'tr');
  for (const title of ['Date', 'Type', 'Record']) addElement(head, 'th', title).scope = 'col';
  const body = addElement(table, 'tbody');
  const addRows = (from: number): void => {
    for (const { type, record } of selection.slice(from, from + ROWS_AT_ONCE)) {
      const [, name, date = '', isDisputed] = record;
      const row = addElement(body, 'tr');
      addElement(row, 'td', date);
      addElement(row, 'td', site.types[type]?.title ?? type);
      const cell = addElement(row, 'td');
      addElement(cell, 'a', name).href = recordAddress(type, record);
      if (isDisputed) addElement(cell, 'small', ' ≠ sources disagree').className = 'disputed';
    }
    const shown = from + ROWS_AT_ONCE;
    if (shown >= selection.length) return;
    const button = addElement(container, 'button', `Show ${Math.min(ROWS_AT_ONCE, selection.length - shown)} more`);
    button.type = 'button';
    button.addEventListener('click', () => {
      button.remove();
      addRows(shown);
    });
  };
  addRows(0);
};

type Attributes = { readonly [name: string]: string | number | undefined };

const SVG = 'http://www.w3.org/2000/svg';

const addParts = <Kind extends Element>(
  element: Kind,
  attributes: Attributes,
  parts: readonly (Node | string)[],
): Kind => {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(name, String(value));
  element.append(...parts);
  return element;
};

/** Creates an element with attributes and contents; texts stay texts. */
export const create = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...parts: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] => addParts(document.createElement(name), attributes, parts);

/** Creates an element of a drawing. */
export const draw = <Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...parts: readonly (Node | string)[]
): SVGElementTagNameMap[Name] => addParts(document.createElementNS(SVG, name), attributes, parts);

/** "1 record", "2,133 records". */
export const countRecords = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'record' : 'records'}`;

const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Creates an element of a drawing. Its children are elements, or texts that stay texts. */
export const draw = (name: string, attributes: Attributes, ...children: (Node | string)[]): SVGElement => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
};

/** A link in a drawing, with a text that is shown on hover and read out. */
export const drawLink = (href: string, label: string, ...marks: SVGElement[]): SVGElement =>
  draw('a', { href, 'aria-label': label }, ...marks, draw('title', {}, label));

/** Adds an element to the page. */
export const addElement = <Name extends keyof HTMLElementTagNameMap>(
  parent: Element,
  name: Name,
  text = '',
): HTMLElementTagNameMap[Name] => {
  const element = document.createElement(name);
  element.textContent = text;
  parent.append(element);
  return element;
};

/** "1 record", "2 records". */
export const countRecords = (count: number): string => `${count} ${count === 1 ? 'record' : 'records'}`;

import type { SheetData } from 'write-excel-file/node';
import type { JsonValue } from '../../core/model/record.ts';
import { joinList, type Relation, type RelationField } from '../../core/model/relation.ts';
import { isWebAddress, sanitize } from '../../core/model/text.ts';
import type { ExportContent, Exporter } from './exporter.ts';

/** One workbook with a sheet for each type, the claims, and a sheet that explains them. */
export const exportXlsx: Exporter = async (content) => {
  const { default: writeExcel } = await import('write-excel-file/node');
  const relations = content.relations().filter(({ recordType, name }) => recordType !== undefined || name === 'claims');
  const sheets = relations.map((relation) => ({
    sheet: sheetName(relation),
    data: [relation.fields.map(headerCell), ...relation.rows.map((row) => toRow(relation, row))],
    stickyRowsCount: 1,
    columns: relation.fields.map(({ type }) => ({ width: COLUMN_WIDTHS[type] })),
  }));
  const readMe = {
    sheet: 'read me',
    data: describeSheets(relations, content),
    columns: [{ width: 30 }, { width: 100 }],
  };
  const workbook = await writeExcel([readMe, ...sheets], { features: [CORRECTIONS] }).toBuffer();
  return new Map([['minerals.xlsx', new Uint8Array(workbook)]]);
};

type SheetRow = SheetData[number];
type SheetCell = SheetRow[number];

/** Excel's limits. */
const MAX_SHEET_NAME = 31;
const MAX_CELL_LENGTH = 32_767;
const MAX_LINK_LENGTH = 255;
/** The first year of Excel's calendar that has no errors. */
const FIRST_DATE = '1900-03-01';

const COLUMN_WIDTHS = { string: 24, number: 12, integer: 12, boolean: 10, date: 12 } as const;

const sheetName = ({ name }: Relation): string => name.slice(0, MAX_SHEET_NAME);

const headerCell = ({ name }: RelationField): SheetCell => ({ value: name, type: String, fontWeight: 'bold' });

const toRow = ({ fields }: Relation, row: Relation['rows'][number]): SheetRow =>
  fields.map(({ type }, column) => toCell(type, row[column]));

/** Texts are typed as text, so that none is read as a formula, a date or a number. */
const toCell = (type: RelationField['type'], value: JsonValue | undefined): SheetCell => {
  const cell = joinList(value);
  if (cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  if (type === 'date' && cell >= FIRST_DATE)
    return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  return textCell(cell);
};

const textCell = (value: string): SheetCell => {
  const text = sanitize(value.toWellFormed?.() ?? value).slice(0, MAX_CELL_LENGTH);
  if (!isWebAddress(text) || text.length > MAX_LINK_LENGTH || /[\s"]/.test(text)) return { value: text, type: String };
  return { value: `HYPERLINK("${text}")`, type: 'Formula' };
};

const LINK_CELL = /<c ((?:(?!\bt=)[^>])*)><f>HYPERLINK\("([^"<]*)"\)<\/f><\/c>/g;

const FORMAT_NUMBER = /\bnumFmtId="(\d+)"/g;
/** First number that the library gives to its own formats, and the first one that the standard leaves for them. */
const LIBRARY_FORMATS_START = 100;
const CUSTOM_FORMATS_START = 164;

/** Corrections for readers that are stricter than spreadsheets. */
const CORRECTIONS = {
  files: {
    transform: {
      // Readers that compute no formulas need the value of a link beside its formula.
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string): string =>
          xml.replaceAll(LINK_CELL, '<c $1 t="str"><f>HYPERLINK("$2")</f><v>$2</v></c>'),
      },
      // The library numbers formats from 100 on; readxl takes only custom numbers for formats of dates.
      'xl/styles.xml': { transform: (xml: string): string => xml.replaceAll(FORMAT_NUMBER, renumberFormat) },
    },
  },
};

const renumberFormat = (attribute: string, digits: string): string => {
  const number = Number(digits);
  if (number < LIBRARY_FORMATS_START) return attribute;
  return `numFmtId="${number - LIBRARY_FORMATS_START + CUSTOM_FORMATS_START}"`;
};

const describeSheets = (relations: readonly Relation[], { version, today }: ExportContent): SheetData => [
  [{ value: 'minerals', type: String, fontWeight: 'bold' }, textCell(version ?? '')],
  ['Exported on', textCell(today)],
  ['Empty cells', 'Not known. NA is the code of Namibia.'],
  ['Lists', 'Joined by "; " in one cell; the other formats of export have tables for them.'],
  [
    'Partial dates',
    'In _from and _until the first and the last day that the date covers, in _precision year, month or day.',
  ],
  ['selected', 'In a filtered export: false if the record is only here because a selected one refers to it.'],
  ...relations.map((relation) => [
    { value: sheetName(relation), type: String, fontWeight: 'bold' } as const,
    textCell(relation.description),
  ]),
];

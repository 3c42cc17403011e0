import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../src/core/yaml/document.ts';
import { normalizeQuoteText } from '../src/core/model/quote-text.ts';
import { createDateWords, type DateFile } from '../src/rules/quotes/dates.ts';
import { createFigureWords, type MeasureFile } from '../src/rules/quotes/figures.ts';
import { createNameWords, type MoreNames } from '../src/rules/quotes/minerals.ts';
import { createValueWords, type WordFile } from '../src/rules/quotes/value-words.ts';
import { REPOSITORY } from './run.ts';

const document = readDocument(readFileSync(join(REPOSITORY, 'schemas/words.yaml')));
const file = document.data as unknown as WordFile;
const words = createValueWords(file);
const figures = createFigureWords(file['measures'] as MeasureFile);
const dates = createDateWords(file['dates'] as DateFile);

it('reads the word lists without a problem', () => {
  expect(document.problems).toEqual([]);
});

describe('normalizeQuoteText', () => {
  it.each([
    ['“Signed”—today', '"signed"-today'],
    ['İmzaladı', 'imzaladi'],
    ['l’accord  \n signé', "l'accord signe\u0301".normalize('NFC')],
    ['ＭＯＵ', 'mou'],
    ['٢٠٢٦', '2026'],
    ['२०२६', '2026'],
    ['وَقَّعَ', 'وقع'],
    ['Υπέγραψε', 'υπεγραψε'],
    ['ş ţ', 'ș ț'],
    ['co\u00adoperation', 'cooperation'],
  ])('writes %j as %j', (text, normalized) => {
    expect(normalizeQuoteText(text)).toBe(normalized);
  });
});

describe('the word for a value', () => {
  it.each([
    ['status', 'signed', 'The two ministers signed a memorandum in Washington', 'en'],
    ['status', 'signed', 'Australia and Japan sign critical minerals deal', 'en'],
    ['status', 'signed', 'Perú y Estados Unidos firmaron el memorándum', 'es'],
    ['status', 'signed', 'Brasil e Coreia assinaram dez memorandos', 'pt'],
    ['status', 'signed', 'haben eine Absichtserklärung unterzeichnet', 'de'],
    ['status', 'signed', 'les deux pays ont signé un accord', 'fr'],
    ['status', 'signed', 'стороны подписали меморандум', 'ru'],
    ['status', 'signed', '两国签署谅解备忘录', 'zh'],
    ['status', 'signed', '両国は覚書に署名した', 'ja'],
    ['status', 'signed', '양국은 협정을 체결했다', 'ko'],
    ['status', 'signed', 'توقيع مذكرة تفاهم بين البلدين', 'ar'],
    ['status', 'signed', 'MoU ditandatangani di Jakarta', 'id'],
    ['status', 'signed', 'iki ülke anlaşmayı İMZALADI', 'tr'],
    ['status', 'in-force', 'The agreement entered into force on 1 May 2026', 'en'],
    ['status', 'ratified', 'El Congreso aprobó el acuerdo y lo ratificó', 'es'],
    ['status', 'announced', 'anything is enough for this value', 'en'],
    ['kind', 'mou', 'Memorando de Entendimiento sobre minerales', 'es'],
    ['kind', 'mou', 'مذكرة تفاهم', 'ar'],
    ['kind', 'mou', '양해각서', 'ko'],
    ['kind', 'joint-statement', 'Joint Statement of the Leaders', 'en'],
    ['kind', 'other', 'an understanding of some kind', 'en'],
    ['binding', false, 'The MoU does not create legally binding obligations', 'en'],
    ['binding', false, 'El documento no genera obligaciones jurídicas', 'es'],
    ['binding', true, 'a legally binding agreement', 'en'],
    ['binding', false, 'It creates no legally binding obligations', 'en'],
    ['stage', 'production', 'the mine produced 5,000 tonnes', 'en'],
    ['stage', 'production', 'рудник добывает медь', 'ru'],
    // Words of another language count if those of the source's language do not occur.
    ['status', 'signed', 'les deux pays ont signé un accord', 'en'],
    ['status', 'signed', 'potpisan memorandum', 'hr'],
    ['topics', 'export-controls', 'China tightens export controls', 'en'],
  ])('%s %s is in %j (%s)', (field, value, quote, language) => {
    expect(words.match(field, value, quote, language).outcome).toBe('carried');
  });

  it.each([
    ['status', 'signed', 'a memorandum is expected to be signed in May', 'en', 'weaker'],
    ['status', 'signed', 'The president will sign the agreement', 'en', 'weaker'],
    ['status', 'signed', 'the designed capacity of the plant', 'en', 'absent'],
    ['status', 'signed', 'el acuerdo será firmado en mayo', 'es', 'weaker'],
    ['status', 'signed', 'o acordo será assinado em maio', 'pt', 'weaker'],
    ['status', 'signed', 'Das Abkommen soll unterzeichnet werden', 'de', 'weaker'],
    ['status', 'signed', "L'accord sera signé en mai", 'fr', 'weaker'],
    ['status', 'signed', 'меморандум будет подписан в мае', 'ru', 'weaker'],
    ['status', 'signed', '两国将签署备忘录', 'zh', 'weaker'],
    ['status', 'signed', '覚書に署名へ', 'ja', 'weaker'],
    ['status', 'signed', '협정은 서명 예정이다', 'ko', 'weaker'],
    ['status', 'signed', 'MoU akan ditandatangani', 'id', 'weaker'],
    ['status', 'in-force', 'the agreement shall enter into force after ratification', 'en', 'weaker'],
    ['binding', true, 'this is not legally binding', 'en', 'absent'],
    ['binding', true, 'no es jurídicamente vinculante', 'es', 'absent'],
    ['kind', 'mou', 'a presidential memorandum', 'en', 'weaker'],
    ['status', 'signed', 'o governo prevê assinar o acordo', 'pt', 'weaker'],
    ['status', 'signed', 'من المقرر توقيع الاتفاق', 'ar', 'weaker'],
    ['status', 'in-force', 'the treaty will enter into force in May', 'en', 'weaker'],
    ['status', 'in-force', '协定尚未生效', 'zh', 'weaker'],
    ['status', 'in-force', 'anlaşma henüz yürürlüğe girmedi', 'tr', 'weaker'],
    ['stage', 'production', 'nepodepsal nic', 'cs', 'absent'],
  ])('%s %s is not in %j (%s)', (field, value, quote, language, outcome) => {
    expect(words.match(field, value, quote, language).outcome).toBe(outcome);
  });

  it('names the values whose words the quote does hold', () => {
    expect(words.match('status', 'signed', 'The deal was announced on Monday', 'en')).toEqual({
      outcome: 'absent',
      others: ['announced'],
    });
    expect(words.match('kind', 'treaty', 'a memorandum of understanding', 'en')).toMatchObject({
      others: ['mou', 'other'],
    });
  });

  it('points out words of plans in the same sentence', () => {
    expect(words.match('status', 'signed', 'A draft was signed. It will help.', 'en')).toMatchObject({
      marker: 'draft',
    });
    expect(words.match('status', 'signed', 'It was signed. A draft follows.', 'en')).not.toHaveProperty('marker');
  });

  it('says that a language has no words', () => {
    expect(words.match('status', 'signed', 'ఒప్పందం', 'te').outcome).toBe('unknown-language');
    expect(words.match('status', 'signed', 'a quote without a language').outcome).toBe('absent');
  });

  it.each([
    ['', 'en'],
    ['\ufffc*', 'xx'],
    ['__proto__', '__proto__'],
  ])('survives %j (%s)', (quote, language) => {
    expect(words.match('status', 'signed', quote, language).outcome).toMatch(/absent|unknown-language/);
    expect(words.match('constructor', 'signed', quote, language).outcome).toMatch(/absent|unknown-language/);
  });
});

describe('a figure', () => {
  it.each([
    [2_600_000_000, 'USD', 'a loan of US$2.6 billion'],
    [2_600_000_000, 'USD', '2,6 Mrd. Dollar'],
    [2_600_000_000, 'USD', '26亿美元'],
    [2_600_000_000, 'USD', '2.600 millones de dólares'],
    [2_600_000_000, 'USD', '2,6 mil millones de dólares'],
    [2_600_000_000, 'USD', '26억 달러'],
    [2_600_000_000, 'USD', '2,6 млрд долларов'],
    [1_000_000, 't', '1 000 000 tonnes'],
    [1_000_000, 't', '1,000,000 t'],
    [1_000_000, 't', '1.000.000 toneladas'],
    [1_000_000, 't', 'one million tonnes'],
    [1, 'Mt', 'one million tonnes a year'],
    [2, 'Mt', 'between 1 and 2 million tonnes'],
    [1, 'Mt', 'between 1 and 2 million tonnes'],
    [320, 'Mt', '320 millones de toneladas'],
    [15, '%', '15 per cent of the output'],
    [15, '%', '15%'],
    [5.2, 'USD', '$5.2'],
    [5_200_000, 'oz', '5.2Moz of gold'],
    [9000, 'km²', '9,000 square km'],
    [3, undefined, 'three mines'],
    [22, 'million lb', 'nearly 22 million pounds of uranium'],
    [7_000_000_000, 'USD', 'approximately seven (07) billion USD'],
    [3_800_000_000, 'USD', '3,8 milijardi dolara'],
    [8_500_000_000, 'USD', '$8.5bn pipeline'],
    [85_000_000, 'INR', '8.5 crore rupees'],
    [1_000_000_000, 'USD', '10 ٠٠٠ و 1 مليار دولار'],
  ])('%s %s is in %j', (value, unit, quote) => {
    expect(figures.match({ value, unit }, quote)).toBe('carried');
  });

  it.each([
    [2_600_000_000, 'USD', 'a loan of US$2.7 billion', 'absent'],
    [2_600_000_000, 'USD', '2.6 million dollars', 'absent'],
    [2_000_000, 't', 'one million tonnes', 'absent'],
    [8_500_000_000, 'USD', 'A$8.5 billion', 'other-unit'],
    [8_500_000_000, 'USD', '8.5 billion euros', 'other-unit'],
    [15, '%', '15 mines', 'other-unit'],
    [26, 't', '260 t', 'absent'],
    [1000, 't', '', 'absent'],
  ])('%s %s is not in %j', (value, unit, quote, outcome) => {
    expect(figures.match({ value, unit }, quote)).toBe(outcome);
  });

  it.each([
    ['P5Y', 'for a period of five years', true],
    ['P5Y', 'por un período de cinco (5) años', true],
    ['P18M', '18 months', true],
    ['P30D', 'thirty days’ notice', true],
    ['P5Y', 'for ten years', false],
    ['five years', 'five years', false],
  ])('%s is in %j: %s', (duration, quote, isIn) => {
    expect(figures.matchDuration(duration, quote)).toBe(isIn);
  });
});

describe('a date', () => {
  it.each([
    ['2026-02-04', 'signed on February 4, 2026', { language: 'en' }],
    ['2026-02-04', 'on 4 February', { language: 'en', published: '2026-02-06' }],
    ['2026-02-04', 'el 4 de febrero de 2026', { language: 'es' }],
    ['2026-02-04', 'am 4. Februar 2026', { language: 'de' }],
    ['2026-02-04', 'le 4 février', { language: 'fr', published: '2026-02-05' }],
    ['2026-02-04', '4 февраля 2026 года', { language: 'ru' }],
    ['2026-02-04', '2026年2月4日', { language: 'zh' }],
    ['2026-02-04', '2월 4일', { language: 'ko', published: '2026-02-05' }],
    ['2026-02-04', '４日、署名した', { language: 'ja', published: '2026-02-05' }],
    ['2026-02-04', '4 شباط 2026', { language: 'ar' }],
    ['2026-02-04', 'signed on Wednesday', { language: 'en', published: '2026-02-06' }],
    ['2026-02-04', 'firmaron hoy', { language: 'es', published: '2026-02-04' }],
    ['2026-02-04', 'na quarta-feira (4), pelo ministro', { language: 'pt' }],
    ['2026-02-04', 'quarta-feira', { language: 'pt', published: '2026-02-05' }],
    ['2026-02-04', 'dated 04.02.2026', {}],
    ['2026-02-05', 'on February 4-5, 2026', { language: 'en' }],
    ['2025-12-30', 'on 30 December', { language: 'en', published: '2026-01-02' }],
    ['2026-02', 'in February 2026', { language: 'en' }],
    ['2026-02', 'on 4 February 2026', { language: 'en' }],
    ['2026', 'in 2026', { language: 'en' }],
    ['2026-02-04', '4 กุมภาพันธ์ 2569', { language: 'th' }],
    ['2024-09', 'सितंबर 2024 में', { language: 'hi' }],
    ['2025-10-28', 'Done at Tokyo this 28th day of October, 2025', { language: 'en' }],
    ['2025-10-28', 'this 28th day of October 2025', { language: 'en' }],
    ['2025-10-28', 'on the twenty-eighth day of October, two thousand and twenty-five', { language: 'en' }],
    ['2025-10-28', 'this twenty eighth day of October 2025', { language: 'en' }],
    ['2025-10-26', 'DONE at Kuala Lumpur, on October 26, 2025', { language: 'en' }],
    ['2025-10-28', 'fait à Paris le vingt-huit octobre deux mille vingt-cinq', { language: 'fr' }],
    ['2025-10-28', 'Fait à Kinshasa, le 28 octobre 2025', { language: 'fr' }],
    ['2025-10-01', 'Fait à Rabat le 1er octobre 2025', { language: 'fr' }],
    ['2025-10-28', 'a los veintiocho días del mes de octubre de 2025', { language: 'es' }],
    ['2025-10-28', 'a los 28 días del mes de octubre de 2025', { language: 'es' }],
    ['2025-10-28', 'hecho en Lima el día 28 de octubre de dos mil veinticinco', { language: 'es' }],
    ['2025-10-28', 'aos 28 dias do mês de outubro de 2025', { language: 'pt' }],
    ['2025-10-28', 'geschehen zu Berlin am 28. Oktober 2025', { language: 'de' }],
    ['2025-10-28', 'am achtundzwanzigsten Oktober 2025', { language: 'de' }],
    ['2025-10-28', 'Совершено в Москве 28 октября 2025 года', { language: 'ru' }],
    ['2025-10-28', '二〇二五年十月二十八日', { language: 'zh' }],
    ['2025-10-28', '令和7年10月28日', { language: 'ja' }],
    ['2025-10-28', '民國114年10月28日', { language: 'zh' }],
    ['2025-10-28', '28 ตุลาคม 2568', { language: 'th' }],
    ['2025-10-28', 'يوم 28 أكتوبر 2025', { language: 'ar' }],
    ['2025-10-28', '28 Ekim 2025 tarihinde', { language: 'tr' }],
    ['2025-10-28', 'Oct. 28, 2025', { language: 'en' }],
    ['2025-10-28', '28/10/2025', { language: 'es' }],
    ['2025-05-03', 'from 1 to 3 May 2025', { language: 'en' }],
    ['2025-05-03', '1–3 May 2025', { language: 'en' }],
    ['2025-10-28', 'w dniu 28 października 2025 r.', { language: 'pl' }],
    ['2025-10-28', '28-жовтня 2025 року', { language: 'uk' }],
  ])('%s is in %j', (date, quote, context) => {
    expect(dates.match(date, quote, context)).toBe(true);
  });

  it.each([
    ['2026-02-04', 'signed on February 5, 2026', { language: 'en' }],
    ['2026-02-04', 'signed on February 4, 2025', { language: 'en', published: '2026-02-06' }],
    ['2026-02-04', 'signed in February 2026', { language: 'en' }],
    ['2026-02-04', 'signed on Thursday', { language: 'en', published: '2026-02-06' }],
    ['2026-02-04', 'signed on Wednesday', { language: 'en' }],
    ['2026-02-04', 'signed today', { language: 'en', published: '2026-02-05' }],
    ['2026-02-04', 'on Thursday (4)', { language: 'en' }],
    ['2026-02-04', 'on Wednesday (5)', { language: 'en' }],
    ['2026', 'in 2025', { language: 'en' }],
    ['2026-02-04', 'firmado el 14 de febrero de 2026', { language: 'es' }],
    ['2026-02-04', '2月14日', { language: 'ja', published: '2026-02-20' }],
    ['2026-02-04', '99.99.2026 31 February 2026', { language: 'en' }],
    ['2025-10-29', 'this 28th day of October, 2025', { language: 'en' }],
    ['2025-10-28', 'on the eighth day of October 2025', { language: 'en' }],
    ['2025-02-04', 'signed on Wednesday', { language: 'en', published: '2025-02-06' }],
  ])('%s is not in %j', (date, quote, context) => {
    expect(dates.match(date, quote, context)).toBe(false);
  });

  it('finds a weekday that does not fit the date beside it', () => {
    expect(dates.findWrongWeekdays('on Tuesday, 4 February 2026', { language: 'en' })).toEqual([
      { date: '2026-02-04', weekday: 'Tuesday' },
    ]);
    expect(dates.findWrongWeekdays('on Wednesday, 4 February 2026', { language: 'en' })).toEqual([]);
    expect(dates.findWrongWeekdays('on Tuesday and on 4 February', { language: 'en' })).toEqual([]);
  });
});

describe('a mineral', () => {
  const minerals = createNameWords(
    [
      { id: 'lithium', names: ['Lithium', 'litio', 'lítio', 'LCE'] },
      { id: 'rare-earths', names: ['Rare earths', 'tierras raras', 'REE', 'RE'] },
      ...['copper', 'graphite', 'zinc', 'gold', 'tin'].map((id) => ({ id, names: [id] })),
    ],
    file['mineral_names'] as MoreNames,
  );
  it.each([
    ['lithium', 'reservas de litio'],
    ['lithium', '锂矿'],
    ['lithium', 'запасы лития'],
    ['lithium', 'リチウムの供給'],
    ['lithium', 'الليثيوم'],
    ['rare-earths', 'rare-earth magnets and REEs'],
    ['rare-earths', 'minerais de terres rares'],
    ['rare-earths', 'месторождение редкоземельных металлов'],
    ['rare-earths', 'Zugang zu Seltenen Erden'],
    ['rare-earths', 'Förderung seltener Erden'],
    ['rare-earths', 'ein Seltenerdmetall'],
    ['rare-earths', 'рідкоземельних металів'],
    ['lithium', 'Lithiumabbau in Chile'],
    ['copper', 'eine Kupfermine in Peru'],
    ['graphite', 'Graphitelektroden'],
    ['zinc', 'die Zinkhütte'],
  ])('%s is in %j', (id, quote) => {
    expect(minerals.match(id, quote)).toBe(true);
  });
  it.each([
    ['lithium', 'cobalt and copper'],
    ['rare-earths', 'it is rare; earth is common; reiterated'],
    ['unobtainium', 'lithium'],
    ['gold', 'a golden opportunity; goldene Zeiten'],
    ['tin', 'the destination; zinnoberrot'],
  ])('%s is not in %j', (id, quote) => {
    expect(minerals.match(id, quote)).toBe(false);
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../src/node/open.ts';
import { operations } from '../src/operations/index.ts';
import { matchQuestion } from '../src/core/query/ask/match-question.ts';
import { readQuestion } from '../src/core/query/ask/read-question.ts';
import { readDates } from '../src/core/query/ask/question-dates.ts';
import { readCatalog } from '../src/node/read-catalog.ts';
import { REPOSITORY, run } from './run.ts';

const TODAY = '2026-11-22';
const schemas = join(REPOSITORY, 'schemas');
const catalog = readCatalog(schemas);
const dataset = await openDataset(catalog, {
  folder: join(REPOSITORY, 'dataset'),
  schemas,
  snapshot: join(REPOSITORY, 'dist', 'dataset.snapshot'),
});

const hasOption = (name: string, flag: string): boolean =>
  (operations.find((command) => command.name === name)?.options(() => catalog) ?? []).some(({ flags }) =>
    flags.split(/[ ,=[]+/).includes(flag),
  );

const findCommandFor = async (text: string): Promise<string | undefined> => {
  const question = await readQuestion(dataset, text, TODAY);
  return question && matchQuestion(dataset, question, hasOption)?.words.join(' ');
};

/** Questions and the commands that answer them. */
const ANSWERS: readonly (readonly [question: string, command: string])[] = [
  ['which agreements expire before 2028', 'query --type=agreement --expires=2026-11-22/2027'],
  ['¿Qué acuerdos vencen antes de 2028?', 'query --type=agreement --expires=2026-11-22/2027'],
  ['Welche Abkommen laufen vor 2028 aus?', 'query --type=agreement --expires=2026-11-22/2027'],
  ['agreements of Chile signed before 2020', 'query --type=agreement --party=CL --until=2019'],
  ['what did Nobody Anywhere say about lithium', 'query nobody anywhere --type=statement --mineral=lithium'],
  ['what do ngos say about deep sea mining', 'query deep sea mining --type=statement --side=ngo'],
  ['Was sagen Umweltverbände zum Tiefseebergbau?', 'query deep sea mining --type=statement --side=ngo'],
  ['list the deposits of rare earths in brazil', 'query --type=deposit --country=BR --mineral=rare-earths'],
  ['who owns thacker pass', 'why thacker-pass operators'],
  ['What stage is Reko Diq in?', 'why reko-diq stage'],
  ['Who opposes the Tia Maria project?', 'timeline tia-maria --type=statement'],
  ['which companies operate in the DRC', 'query --type=deposit --country=CD'],
  ['when did chile join pax silica', 'why pax-silica parties'],
  ['¿Qué países firmaron Pax Silica?', 'why pax-silica parties'],
  ['which minerals are on the us list but not on the eu list', 'compare us-2025 eu-2024-critical'],
  ['when was the EU list last updated', 'why eu-2024-critical published'],
  ["what's new on greenland", 'timeline GL'],
  ['Neues zu Grönland seit Juni 2026', 'timeline GL --since=2026-06'],
  ['news about rare earths between Japan and Australia', 'query --country=JP+AU --mineral=rare-earths'],
  ['Wer hat mit Chile über Lithium verhandelt?', 'query --type=agreement --country=CL --mineral=lithium'],
  ['has indonesia banned nickel exports?', 'why ID regulation'],
  ['what has dfc financed', 'query --type=agreement --organisation=dfc --topic=financing'],
  ['show me everything about tungsten', 'show tungsten'],
  ['who is Hugo de Zela', 'query --type=statement --speaker=Hugo de Zela'],
  ['show agreements of Mongolia with Korea', 'query --type=agreement --country=MN+KR'],
  ['How much lithium does Australia produce?', 'rank lithium'],
  ['Was steht im Abkommen zwischen den USA und der Ukraine?', 'show us-ua-reconstruction-investment-fund-2025'],
  // Too many fit the description to take one for the one that is meant.
  ['¿Es vinculante el acuerdo entre Argentina y Estados Unidos?', 'query --type=agreement --party=AR+US'],
  ['¿Quién firmó el acuerdo de litio con Bolivia?', 'query --type=agreement --party=BO --mineral=lithium'],
  ['What is Peru in?', 'query --country=PE'],
  ["Is Peru's MoU binding, and who says so?", 'why us-pe-mou-2026 binding'],
  ["is Peru's MoU binding", 'why us-pe-mou-2026 binding'],
  ["Is Peru's MoU with the US binding?", 'why us-pe-mou-2026 binding'],
  [
    "What did Chile's government say on the US declaration?",
    'timeline us-cl-joint-statement-2026 --type=statement --side=government',
  ],
  ['Chile and the US since 2026', 'query --country=CL+US --since=2026'],
  ['What does FORGE oblige members to?', 'show forge'],
  ['Is FORGE binding?', 'why forge binding'],
  ['US deals since February 2026', 'query --type=agreement --country=US --since=2026-02'],
  ['Who supplies lithium to whom?', 'query --type=agreement --topic=offtake --mineral=lithium'],
  ['Who mines most lithium?', 'rank lithium --measure=mine'],
  ['Agreements with price floors', 'query --type=agreement --topic=price-floors'],
  ['What changed for Argentina since 2024?', 'timeline AR --since=2024'],
  [
    'Which agreements do both China and the US have on cobalt?',
    'query --type=agreement --country=CN+US --mineral=cobalt',
  ],
  ['EU dependence on China for rare earths', 'rank rare-earths'],
  ['What does the DRC–US deal say?', 'show us-cd-joint-statement-2026'],
  ['Copper on critical lists over time', 'timeline copper --type=list'],
  ['What do the US, EU and China lists have in common?', 'compare us-2025 eu-2024-critical cn-2016'],
  ['What are the positions of indigenous organisations?', 'query --type=statement --side=indigenous'],
  ['Map of lithium deposits', 'query --type=deposit --mineral=lithium'],
  ['Which agreements run out next year?', 'query --type=agreement --expires=2027'],
  ['Welche Abkommen laufen nächstes Jahr aus?', 'query --type=agreement --expires=2027'],
  ['¿Qué acuerdos vencen en 2027?', 'query --type=agreement --expires=2027'],
  ['Which agreements have a dispute settlement clause?', 'query --type=agreement --clause=dispute-settlement'],
  ['Welche Abkommen enthalten eine Schiedsklausel?', 'query --type=agreement --clause=dispute-settlement'],
  ['¿Qué acuerdos tienen cláusula de arbitraje?', 'query --type=agreement --clause=dispute-settlement'],
  ['Which agreements oblige local processing?', 'query --type=agreement --clause=local-processing'],
  ['Which mines are under construction?', 'query --type=deposit --stage=construction'],
  ['Welche Nickelminen sind in Betrieb?', 'query --type=deposit --mineral=nickel --stage=production'],
  ['¿Qué minas de cobre están en construcción?', 'query --type=deposit --mineral=copper --stage=construction'],
  ['Welche Vorkommen betreibt Albemarle?', 'query --type=deposit --organisation=albemarle'],
  ['¿Qué yacimientos opera Ganfeng?', 'query --type=deposit --organisation=ganfeng-lithium'],
  ['¿Qué dicen los pueblos indígenas sobre el litio?', 'query --type=statement --mineral=lithium --side=indigenous'],
  ['Was sagen Gewerkschaften über Lithium?', 'query --type=statement --mineral=lithium --side=union'],
  ['Which agreements were signed in Washington?', 'query --type=agreement --where=place~washington'],
  ['Welche Abkommen wurden in Washington unterzeichnet?', 'query --type=agreement --where=place~washington'],
  ['¿Qué acuerdos se firmaron en Lima?', 'query --type=agreement --where=place~lima'],
  ['Which agreements bind?', 'query --type=agreement --binding'],
  ['Which countries have tungsten?', 'query --type=country --mineral=tungsten'],
  ['What lithium contracts does China have?', 'query --type=agreement --country=CN --mineral=lithium --kind=contract'],
  ["Who are China's lithium partners?", 'partners CN --mineral=lithium'],
  ["What are China's export controls?", 'why CN regulation'],
  ['Compare Chile, Peru and Argentina on lithium', 'compare CL PE AR --mineral=lithium'],
  ['How do the US–Peru MoUs of 2024 and 2026 differ?', 'compare us-pe-mou-2024 us-pe-mou-2026 --differing'],
  ['Tell me about Glencore', 'show glencore'],
  ['Which deposits does Ganfeng operate?', 'query --type=deposit --organisation=ganfeng-lithium'],
  ['What is the status of Jadar?', 'show jadar'],
  ['Deep-sea mining deals', 'query --type=agreement --topic=deep-sea-mining'],
  ['Who are the members of Pax Silica?', 'why pax-silica parties'],
  ['How much money is in the US–Australia deal?', 'show us-au-framework-2025'],
  ['Agreements per year', 'stats --by=year --type=agreement'],
  ['How many agreements per year?', 'stats --by=year --type=agreement'],
  ['How many agreements of the US by kind and year?', 'stats --by=year,kind --type=agreement --country=US'],
  ['US agreements since January 2025', 'query --type=agreement --country=US --since=2025-01'],
  ['Who leads in heavy rare earths?', 'rank heavy-rare-earths'],
  ['Who refines most cobalt?', 'rank cobalt'],
  ['Where does Chile rank?', 'rank CL'],
  ['Where does the DRC stand?', 'rank CD'],
  ['export bans', 'query --type=agreement --topic=export-controls'],
  ['Rules on lithium in Chile', 'why CL regulation'],
  ['Who disagrees on Peru?', 'conflicts --country=PE'],
  ['Is the US–Malaysia trade deal alive?', 'why us-my-trade-agreement-2025 status'],
  ["Ghana's lithium lease", 'query --type=agreement --country=GH --mineral=lithium'],
  ['Ghana and the US', 'query --country=GH+US'],
  ['Bolivia and Russia', 'query --country=BO+RU'],
  [
    'Which agreements of Peru were in force on 30 June 2025?',
    'query --type=agreement --valid-on=2025-06-30 --country=PE',
  ],
  [
    'Compare the MSP and the MSP Forum',
    'compare minerals-security-partnership minerals-security-partnership-forum --differing',
  ],
  ['What did Lin Jian say about minerals?', 'query --type=statement --speaker=Lin Jian'],
  ['Statements in Congo-Kinshasa since February 2026', 'query --type=statement --country=CD --since=2026-02'],
  ['What is on the EU critical list?', 'query --type=mineral --list=eu-2024-critical'],
  ['Which languages are the sources in?', 'stats --by=language --type=source'],
  ['Which agreements does ASEAN have?', 'query --type=agreement --organisation=asean'],
  ['Agreements in Latin America', 'query --type=agreement --region=Latin America'],
  ['What has Peru signed?', 'query --type=agreement --party=PE'],
  [
    'When was the memorandum between Peru and the United States signed, and does it bind?',
    'why us-pe-mou-2026 binding',
  ],
  ['Which countries of South America does it know most of?', 'coverage South America'],
  ['Which types of records are there?', 'list'],
  ['With whom does Chile have agreements?', 'partners CL'],
  ['Which agreements of Peru are not binding?', 'query --type=agreement --no-binding --country=PE'],
  ['Which treaties are in force?', 'query --type=agreement --kind=treaty --status=in-force'],
  ['Which agreements speak of price floors?', 'query --type=agreement --topic=price-floors'],
  [
    'How do the two memoranda of Peru and the United States differ?',
    'compare us-pe-mou-2024 us-pe-mou-2026 --differing',
  ],
  ['In which years were most agreements made?', 'stats --by=year --type=agreement'],
  ['Which minerals are critical to the European Union?', 'query --type=mineral --list=eu-2024-critical'],
  ['What is mined in Peru, and where?', 'query --type=deposit --country=PE'],
  ['Where are production and reserves of lithium?', 'rank lithium --measure=reserves'],
  ['Which minerals do agreements name most often?', 'stats --by=mineral --type=agreement'],
  [
    'What has been said about lithium by speakers from Bolivia?',
    'query --type=statement --speaker=BO --mineral=lithium',
  ],
  ['On which dates do sources differ?', 'conflicts --over=date'],
  ['What had Peru signed by 2020?', 'query --type=agreement --party=PE --until=2020'],
  ['¿Quién produce más litio?', 'rank lithium'],
  [
    '¿Qué acuerdos tiene Chile sobre litio desde 2023?',
    'query --type=agreement --country=CL --mineral=lithium --since=2023',
  ],
  ['¿Es vinculante el memorando de Perú con Estados Unidos?', 'why us-pe-mou-2026 binding'],
  ['¿Cuándo se firmó el acuerdo entre Chile y la Unión Europea?', 'why eu-cl-trade-agreement-2023 signed'],
  ['¿Qué dijo Boric sobre el litio?', 'query --type=statement --speaker=Gabriel Boric --mineral=lithium'],
  ['¿Cuántos acuerdos tiene China?', 'query --type=agreement --country=CN --count'],
  ['¿Dónde hay yacimientos de litio en Argentina?', 'query --type=deposit --country=AR --mineral=lithium'],
  ['¿Qué países tienen cobalto?', 'query --type=country --mineral=cobalt'],
  ['Ist das MoU zwischen Peru und den USA verbindlich?', 'why us-pe-mou-2026 binding'],
  ['Welche Abkommen hat Chile seit 2024?', 'query --type=agreement --country=CL --since=2024'],
  ['Wer fördert am meisten Kobalt?', 'rank cobalt --measure=mine'],
  ['Wie viele Abkommen hat Deutschland?', 'query --type=agreement --country=DE --count'],
  ['Wo liegen Lithiumvorkommen in Chile?', 'query --type=deposit --country=CL --mineral=lithium'],
  ['Wann wurde FORGE unterzeichnet?', 'why forge signed'],
  [
    'Was sagt die chinesische Regierung zu Seltenen Erden?',
    'query --type=statement --speaker=CN --mineral=rare-earths',
  ],
  ['Mit wem hat Australien Abkommen?', 'partners AU'],
  ['Which deals did Japan sign last year', 'query --type=agreement --party=JP --since=2025 --until=2025'],
  ['agreements chinese companies bolivia lithium', 'query --type=agreement --country=CN+BO --mineral=lithium'],
  ['Does the EU have a deal with Chile on lithium?', 'query --type=agreement --country=EU+CL --mineral=lithium'],
  ['what are the obligations under the us australia framework', 'show us-au-framework-2025'],
  ['who opposes the US-Peru MoU?', 'timeline us-pe-mou-2026 --type=statement'],
  [
    'Which countries have signed agreements with the United States in 2026?',
    'query --type=agreement --party=US --since=2026 --until=2026',
  ],
  ['Show me all treaties on rare earths', 'query --type=agreement --mineral=rare-earths --kind=treaty'],
  ['Was steht im Abkommen zwischen der EU und Kasachstan?', 'show eu-kz-action-plan-2025'],
  ['Vergleiche Chile und Peru', 'compare CL PE'],
  ['cuál es el estado del acuerdo comercial entre EEUU y Malasia', 'why us-my-trade-agreement-2025 status'],
  ['Which memoranda did India sign with Argentina?', 'query --type=agreement --party=IN+AR --kind=mou'],
  ['wo wird in Chile Kupfer abgebaut', 'query --type=deposit --country=CL --mineral=copper'],
  ['is the agreement between japan and india in force', 'why in-jp-memorandum-2025 status'],
  ['China rare earth export restrictions', 'why CN regulation'],
  ['Wie viele Abkommen pro Jahr?', 'stats --by=year --type=agreement'],
  ['What has happened with copper in Zambia since 2023?', 'timeline ZM --mineral=copper --since=2023'],
  ['top 5 producers of cobalt', 'rank cobalt --limit=5'],
  ['How do we know that FORGE is a forum?', 'why forge'],
  ['Cuántos yacimientos de cobre hay en Perú', 'query --type=deposit --country=PE --mineral=copper --count'],
  ['Perus Abkommen mit China', 'query --type=agreement --country=PE+CN'],
  ['wer hat FORGE unterzeichnet', 'why forge parties'],
];

it.each(ANSWERS)('answers %s', async (question, command) => {
  expect(await findCommandFor(question)).toBe(command);
});

describe('a question that is not understood', () => {
  it.each([
    'Who is the president of Peru?',
    'What is the weather like in Santiago?',
    'asdf qwer',
    '?!?! ...',
    '🙂',
    'ما هي الاتفاقيات',
    '',
    'lithium '.repeat(10_000),
    '__proto__ constructor',
  ])('%.40s', async (question) => {
    expect(await findCommandFor(question)).toBeUndefined();
  });

  it('gets the nearest questions and exit status 1', async () => {
    const { out, status } = await run(['ask', 'is', 'asdf', 'binding', '--json'], { root: REPOSITORY });
    expect(status).toBe(1);
    const { understood, command, answer, suggestions } = JSON.parse(out) as Record<string, unknown>;
    expect({ understood, command, answer }).toEqual({ understood: null, command: null, answer: null });
    expect(suggestions).toHaveLength(3);
    expect(String(suggestions)).toContain('binding');
  });
});

it('answers no other question where the command lacks an option', async () => {
  const expected = hasOption('query', '--expires') ? 'query --type=agreement --expires=2027' : undefined;
  expect(await findCommandFor('Which agreements expire in 2027?')).toBe(expected);
});

it('shows the command and its answer', async () => {
  const question = 'Is Peru’s MoU with the US binding?';
  const [asked, direct] = [
    await run(['ask', question, '--json'], { root: REPOSITORY }),
    await run(['why', 'us-pe-mou-2026', 'binding', '--json'], { root: REPOSITORY }),
  ];
  const data = JSON.parse(asked.out) as Record<string, unknown>;
  expect(asked.status).toBe(0);
  expect(data).toMatchObject({ question, command: 'minerals why us-pe-mou-2026 binding' });
  expect(data['answer']).toEqual(JSON.parse(direct.out));
});

it('answers every example that it suggests', async () => {
  const { default: vocabulary } = await import('../src/core/query/ask/questions.json');
  const unanswered: string[] = [];
  for (const { example, command } of vocabulary.patterns) {
    const isPossible =
      operations.some(({ name }) => name === command[0]) && !command.some((item) => item.startsWith('--expires'));
    if (isPossible && (await findCommandFor(example)) === undefined) unanswered.push(example);
  }
  expect(unanswered).toEqual([]);
});

it.each([
  ['since february 2026', { since: '2026-02' }],
  ['desde el 4 de febrero de 2026', { since: '2026-02-04' }],
  ['seit 2024', { since: '2024' }],
  ['between 2020 and 2023', { since: '2020', until: '2023' }],
  ['in the last 30 days', { since: '2026-10-23' }],
  ['last month', { since: '2026-10', until: '2026-10' }],
  ['since last month', { since: '2026-10' }],
  ['this year', { since: '2026' }],
  ['letztes jahr', { since: '2025', until: '2025' }],
  ['in 2027', { period: '2027' }],
  ['on 30 june 2025', { period: '2025-06-30' }],
  ['on 31 february 2025', {}],
  ['last 9999 years', { since: '0000-01-01' }],
])('reads the dates of %s', (text, dates) => {
  const { since, until, period } = readDates(text, TODAY);
  expect({ since, until, period }).toEqual({ since: undefined, until: undefined, period: undefined, ...dates });
});

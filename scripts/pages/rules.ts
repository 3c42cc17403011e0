import { rules as all } from '../../src/rules/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { sanitize } from '../../src/model/text.ts';
import type { Page } from './page.ts';

/** What `minerals explain` tells of each code, on one page. */
export const rules: Page = {
  file: 'docs/rules.md',
  text: () => `# What can be wrong with a record

\`minerals validate\` tells it at the place, \`minerals explain CODE\` what it means; this page is all of that at once. It is
made by \`npm run generate\`; the tests run each example against the dataset. A code is never given to another rule.

| code | severity | what is wrong |
|---|---|---|
${all.map(({ code, severity, summary }) => `| [${code}](#${code.toLowerCase()}) | ${severity} | ${summary} |\n`).join('')}${all.map(section).join('')}`,
};

const section = ({ code, summary, why, remedy, example }: Rule): string => `
## ${code}

**${summary[0]?.toUpperCase()}${summary.slice(1)}.** ${prose(`${why} ${remedy}`)}
${example ? `\nWrong, in a record of type ${example.type}:\n${block(example.wrong)}\nRight:\n${block(example.right)}` : ''}`;

const block = (text: string): string => `\n\`\`\`yaml\n${sanitize(text.trimEnd())}\n\`\`\`\n`;

const prose = (text: string): string => text.replaceAll('<', '&lt;');

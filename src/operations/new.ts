import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { definedOnly } from '../core/model/defined-only.ts';
import { DatasetError, UserError } from '../core/model/errors.ts';
import { closestMatch, suggestOr } from '../core/model/fuzzy.ts';
import type { JsonObject } from '../core/model/record.ts';
import { normalizeName } from '../core/model/text.ts';
import type { Schema, RecordType } from '../core/schema/catalog.ts';
import { completeTypes } from './completions.ts';
import { optionalText, repeated, requiredText, text } from './input.ts';
import { defineFileOperation, type FileContext } from './operation.ts';
import { findDataset, readOnlyError, resolveTargets } from './targets.ts';
import { isReservedName } from '../core/model/file-name.ts';

export const newOperation = defineFileOperation({
  name: 'new',
  arguments: {
    type: requiredText({ description: 'record type', completer: completeTypes }),
    id: optionalText({ description: 'record id and file name; on a terminal you are asked for it' }),
  },
  summary: 'Create a record file with the fields of its type',
  options: {
    set: repeated({
      value: 'field=value',
      description: 'set a field (speaker.name=…); lists with commas, or as YAML; may be repeated',
    }),
    fromText: text({
      value: 'file',
      description: 'take the fields from the header of a text (url, title, date, publisher, language, repository)',
    }),
  },
  examples: [
    { command: 'minerals new event', description: 'prompts for each field on a terminal' },
    {
      command: 'minerals new event lima-meeting-2026 --set "name=A meeting in Lima" --set country=PE',
      description: 'fields set on the command line',
    },
    {
      command: 'minerals new source state-2026-02-04-peru --from-text texts/peru.txt',
      description: 'a source from the header of its text',
    },
  ],
  run: async (context, { type: typeName, id: givenId, set, fromText }) => {
    const { parseSettings, createProblemFinder } = await import('./parse-settings.ts');
    const { createTemplate } = await import('../core/yaml/template.ts');
    const { createFile } = await import('../node/create-file.ts');
    const type = findType(context, typeName);
    const dataset = findDataset(context);
    const folder = resolveFolder(context, dataset, type);
    const findProblem = await createProblemFinder(type, (idType) => listIds(context, dataset, idType));
    const fromHeader =
      fromText === undefined
        ? undefined
        : (await import('./from-text.ts')).readFieldsOfText(type, fromText, context.workingFolder, findProblem);
    const settings = { ...fromHeader?.data, ...parseSettings(type.schema, set ?? [], findProblem) };
    const checkId = (id: string): string | undefined => findIdProblem(type, folder, id);
    if (givenId !== undefined) assertNoIdProblem(type, checkId(givenId));
    const askPrompt = await context.openPrompt();
    if (givenId === undefined && !askPrompt)
      throw new UserError(
        'the new record needs an id',
        `for example: minerals new ${type.name} ${proposeId(settings) ?? 'a-name-2026'}`,
      );
    const { promptForFields } = await import('./prompt-for-fields.ts');
    // With --set or --from-text, no fields are prompted for: the operation runs as in a script.
    const asksForFields = askPrompt !== undefined && set === undefined && fromText === undefined;
    const data = asksForFields ? await promptForFields(askPrompt, type.schema, settings, findProblem) : settings;
    const idPrompt = { message: 'Id', isOptional: false, findProblem: checkId };
    const id = givenId ?? (await askPrompt?.({ ...idPrompt, ...definedOnly({ initialValue: proposeId(data) }) })) ?? '';
    const path = join(folder, `${id}.yaml`);
    const schemaPath = relative(dirname(path), join(context.location.schemas, `${type.name}.schema.json`));
    createFile(path, createTemplate(type.schema, data, schemaPath.split(sep).join('/')));
    const file = resolveTargets(context, [path]).displayPath(path);
    return {
      output: { type: type.name, id, file },
      notes: [
        ...(fromHeader?.notes ?? []),
        { code: 'next-step', message: `fill in the missing fields, then run: minerals validate ${file}` },
      ],
    };
  },
  view: ({ output }) => [{ fields: [['File', output.file]] }],
});

const findType = ({ catalog }: FileContext, name: string): RecordType => {
  const type = catalog.type(name) ?? catalog.typeByFolder(name);
  if (type) return type;
  const typeNames = catalog.types.map((candidate) => candidate.name);
  const suggestion = closestMatch(name.toLowerCase(), typeNames);
  throw new UserError(`unknown type "${name}"`, suggestOr(suggestion, `types: ${typeNames.join(', ')}`));
};

const resolveFolder = ({ location }: FileContext, dataset: string, type: RecordType): string => {
  if (location.isReadOnly && dataset === location.folder) throw readOnlyError();
  if (!statSync(dataset, { throwIfNoEntry: false })?.isDirectory())
    throw new DatasetError(`no folder at ${dataset}`, 'check the path given with --dataset');
  const folder = join(dataset, type.folder);
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new UserError(`${folder} is not a folder`, 'symbolic links are not followed; use a real folder');
  return folder;
};

const assertNoIdProblem = (type: RecordType, problem: string | undefined): void => {
  if (problem !== undefined)
    throw new UserError(problem, `an id of this type is ${idSchema(type)['x-pattern-hint']}, and never reused`);
};

/** Describes the problem with an id for a new record; undefined if it is valid. */
const findIdProblem = (type: RecordType, folder: string, id: string): string | undefined => {
  const { pattern = '', maxLength = Infinity } = idSchema(type);
  if (!new RegExp(pattern, 'u').test(id) || id.length > maxLength) return `"${id}" is not a valid id`;
  if (isReservedName(id)) return `"${id}" is not a valid id: Windows reserves this file name`;
  return existsSync(join(folder, `${id}.yaml`)) ? `${type.name}/${id} already exists` : undefined;
};

/** Ids of a type, from file names. */
const listIds = ({ catalog }: FileContext, dataset: string, type: string): string[] => {
  const folder = join(dataset, catalog.type(type)?.folder ?? '');
  return existsSync(folder) ? readdirSync(folder).map((file) => basename(file, '.yaml')) : [];
};

const idSchema = ({ schema }: RecordType): Schema => schema.properties?.['id'] ?? {};

/** Derives an id from the name of a record. */
const proposeId = ({ name }: JsonObject): string | undefined => {
  if (typeof name !== 'string') return undefined;
  return normalizeName(name).replaceAll(' ', '-').slice(0, 60) || undefined;
};

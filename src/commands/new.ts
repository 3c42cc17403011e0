import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { DatasetError, UserError } from '../model/errors.ts';
import { closestMatch } from '../model/fuzzy.ts';
import type { JsonObject } from '../model/record.ts';
import { normalizeName } from '../model/text.ts';
import type { Schema, RecordType } from '../schema/catalog.ts';
import type { Command, CommandContext } from './command.ts';
import { completeTypes } from './completions.ts';
import { resolveTargets } from './targets.ts';

export const newCommand: Command = {
  name: 'new',
  arguments: [
    { name: '<type>', description: 'the type of the record', completer: completeTypes },
    { name: '[id]', description: 'its id, which becomes the name of the file; on a terminal it is asked for' },
  ],
  summary: 'Begin a record: a file with the fields of its type, what is known filled in',
  options: () => [
    {
      flags: '--set <field=value>',
      description: 'fill in a field (speaker.name=…); lists with commas, or as YAML; may be given again',
      isRepeatable: true,
    },
  ],
  examples: [
    { command: 'minerals new event', description: 'asks for each field on a terminal' },
    {
      command: 'minerals new event lima-meeting-2026 --set "name=A meeting in Lima" --set country=PE',
      description: 'asks nothing',
    },
  ],
  usesNoDataset: true,
  run: async (context, [name = '', given], { set }) => {
    const { parseSettings: fill, findProblem: problemIn } = await import('./parse-settings.ts');
    const { recordTemplate: skeleton } = await import('../dataset/yaml/template.ts');
    const { createFile } = await import('../dataset/create-file.ts');
    const type = typeNamed(context, name);
    const folder = folderOf(context, type);
    const problem = await problemIn(type.schema, (each) => idsIn(context, each));
    const filled = fill(type.schema, (set ?? []) as readonly string[], problem);
    const wrong = (id: string): string | undefined => wrongId(type, folder, id);
    if (given !== undefined) refuse(type, wrong(given));
    const ask = await context.openPrompt();
    if (given === undefined && !ask)
      throw new UserError(
        'the new record needs an id',
        `for example: minerals new ${type.name} ${proposed(filled) ?? 'a-name-2026'}`,
      );
    const { promptForFields: interview } = await import('./prompt-for-fields.ts');
    const data = ask ? await interview(ask, type.schema, filled, problem) : filled;
    const id = given ?? (await ask?.({ message: 'Id', optional: false, check: wrong, ...proposal(data) })) ?? '';
    const path = join(folder, `${id}.yaml`);
    const schema = relative(dirname(path), join(context.location.schemas, `${type.name}.schema.json`));
    createFile(path, skeleton(type.schema, data, schema.split(sep).join('/')));
    const shown = resolveTargets(context, [path]).displayPath(path);
    return {
      data: { type: type.name, id, file: shown },
      view: [{ fields: [['File', shown]] }],
      notes: [`fill in what is missing, then: minerals validate ${shown}`],
    };
  },
};

const typeNamed = ({ catalog }: CommandContext, name: string): RecordType => {
  const type = catalog.type(name) ?? catalog.ofFolder(name);
  if (type) return type;
  const names = catalog.types.map((each) => each.name);
  const near = closestMatch(name.toLowerCase(), names);
  throw new UserError(`there is no type "${name}"`, near ? `did you mean ${near}?` : `there are ${names.join(', ')}`);
};

const folderOf = ({ location: place }: CommandContext, type: RecordType): string => {
  if (place.frozen)
    throw new UserError(
      'the dataset of an installed package is not to be changed',
      'name your own with --dataset, or clone the repository',
    );
  if (!statSync(place.folder, { throwIfNoEntry: false })?.isDirectory())
    throw new DatasetError(`no folder is at ${place.folder}`, 'check the path given with --dataset');
  const folder = join(place.folder, type.folder);
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new UserError(`${folder} is no folder`, 'links are not followed; put the folder itself there');
  return folder;
};

const refuse = (type: RecordType, problem: string | undefined): void => {
  if (problem !== undefined)
    throw new UserError(problem, `an id of this type is ${idOf(type)['x-pattern-hint']}, and never reused`);
};

/** What is wrong with an id for a new record. */
const wrongId = (type: RecordType, folder: string, id: string): string | undefined => {
  const { pattern = '', maxLength = Infinity } = idOf(type);
  if (!new RegExp(pattern, 'u').test(id) || id.length > maxLength) return `"${id}" cannot be an id`;
  return existsSync(join(folder, `${id}.yaml`)) ? `${type.name}/${id} exists already` : undefined;
};

/** The ids of the records of a type, by the names of their files. */
const idsIn = ({ location: place, catalog }: CommandContext, type: string): string[] => {
  const folder = join(place.folder, catalog.type(type)?.folder ?? '');
  return existsSync(folder) ? readdirSync(folder).map((file) => basename(file, '.yaml')) : [];
};

const idOf = ({ schema }: RecordType): Schema => schema.properties?.['id'] ?? {};

const proposed = ({ name }: JsonObject): string | undefined =>
  typeof name === 'string' ? normalizeName(name).replaceAll(' ', '-').slice(0, 60) || undefined : undefined;

const proposal = (data: JsonObject): { readonly proposed?: string } => {
  const id = proposed(data);
  return id === undefined ? {} : { proposed: id };
};

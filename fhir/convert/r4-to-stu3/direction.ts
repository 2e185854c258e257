import { extensionNames } from '../extension-names.ts';
import type { Direction } from '../rows.ts';
import { codeLists } from './code-lists.ts';
import { dataTypes } from './data-types.ts';
import { resources } from './resources.ts';

export const r4ToStu3: Direction = {
  from: 'R4',
  to: 'STU3',
  extensions: 'http://hl7.org/fhir/4.0/StructureDefinition/extension-',
  names: new Map(),
  restores: 'http://hl7.org/fhir/3.0/StructureDefinition/extension-',
  restoredNames: new Map([...extensionNames].map(([path, url]) => [url, path])),
  types: { ...dataTypes, ...resources },
  codes: codeLists,
};

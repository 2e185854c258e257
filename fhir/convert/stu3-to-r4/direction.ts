import { extensionNames } from '../extension-names.ts';
import type { Direction } from '../rows.ts';
import { administration } from './administration.ts';
import { clinical } from './clinical.ts';
import { codeLists } from './code-lists.ts';
import { dataTypes } from './data-types.ts';
import { definitions } from './definitions.ts';
import { financial } from './financial.ts';
import { medications } from './medications.ts';
import { requests } from './requests.ts';
import { withoutForm } from './without-form.ts';

export const stu3ToR4: Direction = {
  from: 'STU3',
  to: 'R4',
  extensions: 'http://hl7.org/fhir/3.0/StructureDefinition/extension-',
  names: extensionNames,
  restores: 'http://hl7.org/fhir/4.0/StructureDefinition/extension-',
  restoredNames: new Map(),
  types: {
    ...dataTypes,
    ...clinical,
    ...medications,
    ...requests,
    ...administration,
    ...financial,
    ...definitions,
    ...withoutForm,
  },
  codes: codeLists,
};

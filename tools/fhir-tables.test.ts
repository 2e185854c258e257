import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fhirTables } from './fhir-tables.ts';
import { packagesOf } from './fhir/packages.ts';

const installed = packagesOf('node_modules', 'STU3').installed && packagesOf('node_modules', 'R4').installed;

if (!installed)
  it.skip('the HL7 packages (dev dependencies) are not installed: the FHIR tables cannot be regenerated', () =>
    undefined);

it.runIf(installed).each(installed ? fhirTables('node_modules') : [])(
  '$name is what the HL7 packages say',
  ({ folder, name, content }) => {
    const committed = readFileSync(new URL(`../${folder}/${name}`, import.meta.url), 'utf8');
    // Not toBe: the difference of two files of this size would take minutes to print.
    expect(committed === content, 'run `npm run fhir-tables` and commit the result').toBe(true);
  },
);

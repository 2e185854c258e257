import { existsSync, readdirSync, readFileSync } from 'node:fs';

const packages = { STU3: 'hl7.fhir.r3.examples', R4: 'hl7.fhir.r4.examples' } as const;

export type Example = { readonly name: string; readonly text: string; readonly resource: Record<string, unknown> };

/** HL7's own example resources of all types, by the names of their files; none where the package is not installed. */
export const examplesOf = (version: keyof typeof packages): readonly Example[] => {
  const folder = new URL(`../node_modules/${packages[version]}/`, import.meta.url);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'package.json' && !file.startsWith('.'))
    .map((file) => {
      // Some begin with a byte order mark.
      const text = readFileSync(new URL(file, folder), 'utf8').replace(/^\uFEFF/, '');
      return { name: file.slice(0, -5), text, resource: JSON.parse(text) as Record<string, unknown> };
    });
};

/** HL7's own examples that are wrong by HL7's own definitions, with what is wrong. */
export const wrong = {
  R4: [
    [/^(Bundle-v2-valuesets|CodeSystem-v2-0550)$/, 'codes of v2 table 0550 with two blanks in a row'],
    [/^(ImplementationGuide-fhir|ig-r4)$/, 'made for a later version: name and status are missing'],
    [/^Questionnaire-qs1$/, 'items without linkId'],
    [/^SearchParameter-(codesystem|valueset)-extensions-/, 'parameters without base'],
    [/^SearchParameter-questionnaireresponse-extensions-/, 'an id of more than 64 characters'],
  ],
  STU3: [
    [/^CodeSystem-v2-0550$/, 'codes with two blanks in a row'],
    [/^(ImplementationGuide-fhir|ig-r4)$/, 'an R4 resource that strayed into the package, and one made like it'],
    [/^Questionnaire-qs1$/, 'items without linkId'],
    [/^SearchParameter-(codesystem|valueset|location|organization)-extensions-/, 'parameters without base'],
    [/^StructureDefinition-(Definition|Event|Request)$/, 'logical models without type'],
    [/^DataElement-Identifier\.system$/, 'a URI with blanks'],
    [/^Claim-960151$/, 'a code that is not in the required binding'],
    [
      /^(DeviceRequest-(example|insulinpump)|PlanDefinition-exclusive-breastfeeding-intervention-0\d)$/,
      'codes without system',
    ],
  ],
} as const;

export const isWrong = (version: keyof typeof packages, name: string): boolean =>
  wrong[version].some(([names]) => names.test(name));

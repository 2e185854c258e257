import type { FhirVersion } from '../../../../fhir/elements.ts';

type Operation = { readonly name: string; readonly definition: unknown };

const bulkData = 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition';

const ofTypes = { Patient: 'patient-export', Group: 'group-export' } as const;

/**
 * What a CapabilityStatement says of `$export` and `$import`: of the whole feed, or of a type. STU3 knows operations of the
 * whole only, and has a Reference where R4 has a canonical.
 */
export const bulkOperations = (version: FhirVersion, base: string, type?: string): readonly Operation[] => {
  const exporting = (name: string): Operation => named(version, 'export', `${bulkData}/${name}`);
  const own = version === 'R4' && (type === 'Patient' || type === 'Group') ? [exporting(ofTypes[type])] : [];
  if (type !== undefined) return own;
  const all = version === 'STU3' ? Object.values(ofTypes).map(exporting) : [];
  return [exporting('export'), ...all, named(version, 'import', `${base}/OperationDefinition/import`)];
};

const named = (version: FhirVersion, name: string, definition: string): Operation => ({
  name,
  definition: version === 'STU3' ? { reference: definition } : definition,
});

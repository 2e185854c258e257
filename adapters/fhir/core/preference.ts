/**
 * Whether parameters that we do not know are refused (`Prefer: handling=strict`) or passed over (lenient, the default).
 * FHIR R4 §3.1.1.4.2, RFC 7240 §4.4
 */
export const isStrict = (prefer: string | undefined): boolean =>
  (prefer ?? '')
    .split(/[,;]/)
    .map((preference) => preference.trim().toLowerCase().replaceAll('"', ''))
    .some((preference) => /^handling\s*=\s*strict$/.test(preference));

/**
 * References within the texts of one transaction, as text: nothing is parsed and written again, so that what is no
 * reference stays byte for byte. A quote that opens a name is never within a string: there it has a backslash before it.
 */
const linking = /"(reference|url|uri|valueUri|valueUrl|valueOid|valueUuid|div)"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g;

/** `Patient?identifier=http://example.org|1`: the searches that stand in the place of a reference. FHIR R4 §3.1.0.11.2 */
export const searchesIn = (text: string): readonly string[] =>
  [...text.matchAll(linking)].flatMap(([, key, , value]) => {
    const target = plain(value ?? '');
    return key === 'reference' && isSearch(target) ? [target] : [];
  });

/** The type and the query of a search that stands for a reference. */
export const searchOf = (target: string): { readonly type: string; readonly query: string } => {
  const mark = target.indexOf('?');
  return { type: target.slice(0, mark), query: target.slice(mark + 1) };
};

const isSearch = (target: string): boolean => /^[A-Z][A-Za-z]*\?/.test(target);

/**
 * The text with all that refers to others of the transaction pointing at where they are now. A `url` may be the name of
 * something (StructureDefinition.url), so that only a urn: there is taken for a link. FHIR R4 §3.1.0.11.2
 */
export const relinked = (text: string, targets: ReadonlyMap<string, string>): string =>
  targets.size === 0
    ? text
    : text.replace(linking, (whole: string, ...[key = '', colon = '', value = '']: string[]) => {
        if (key === 'div') return `"div"${colon}"${linkedNarrative(value, targets)}"`;
        const name = plain(value);
        if (key !== 'reference' && !name.startsWith('urn:')) return whole;
        const target = targets.get(name);
        return target === undefined ? whole : `"${key}"${colon}${JSON.stringify(target)}`;
      });

/** "… and <a href=""> & <img src=""> in the narrative": within the string that the XHTML is in JSON. FHIR R4 §3.1.0.11.2 */
const linkedNarrative = (xhtml: string, targets: ReadonlyMap<string, string>): string =>
  xhtml.replace(linksInNarrative, (whole: string, ...[before = '', quote = '', name = '']: string[]) => {
    const target = targets.get(name);
    return target === undefined ? whole : `${before}${quote}${target}${quote}`;
  });

const linksInNarrative = /(\s(?:href|src)\s*=\s*)(\\"|')([^"'\\<>]*)\2/g;

const plain = (value: string): string => (value.includes('\\') ? (JSON.parse(`"${value}"`) as string) : value);

/** The names under which others of a transaction refer to an entry: its fullUrl, and where that is a URL its end. */
export const namesOf = (fullUrl: string, { isNew }: { readonly isNew: boolean }): readonly string[] => {
  if (fullUrl.startsWith('urn:')) return [fullUrl];
  const end = /\/([A-Z][A-Za-z]*\/[A-Za-z0-9\-.]{1,64})$/.exec(fullUrl)?.[1];
  // What is there already keeps its id, and other servers’ URLs are theirs.
  return isNew ? [fullUrl, ...(end === undefined ? [] : [end])] : [];
};

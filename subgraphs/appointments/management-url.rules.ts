import { invalid, type Failure } from '../../kernel/failure.ts';
import { canonical, given } from '../kit/fhir.rules.ts';

export type Extension = { readonly url?: string; readonly valueUrl?: string };

/** FHIR's Appointment has no place of its own for an address by which the patient manages it. */
export const managementExtension = (url: string | null | undefined): readonly Extension[] | undefined => {
  const valueUrl = given(url)?.trim();
  return valueUrl === undefined ? undefined : [{ url: extensionUrl, valueUrl }];
};

/** Customers write extensions of their own: an address that we would not have taken is none. */
export const managementUrlIn = (extensions: readonly Extension[] | undefined): string | undefined => {
  const said = extensions?.find(({ url }) => url === extensionUrl)?.valueUrl;
  return typeof said === 'string' && isSafe(said) ? said : undefined;
};

/** Only https, without a user name that could pass for the host: people are going to click on it. RFC 3986 §7.6 */
export const refuseManagementUrl = (url: string | null | undefined, field: string): Failure | undefined =>
  given(url) === undefined || isSafe(url ?? '') ? undefined : invalid('This must be an https address.', field);

/** Pure ECMAScript knows no URL: what follows the scheme is looked at as text. */
const isSafe = (url: string): boolean =>
  /^https:\/\/[^\s/?#@\\]+(?:[/?#][^\s\\]*)?$/i.test(url.trim()) && url.length <= 2_000;

const extensionUrl = `${canonical}/structuredefinition/management-url`;

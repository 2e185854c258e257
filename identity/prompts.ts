import type { InteractionContext, InteractionPolicy } from 'oidc-provider';
import { oidc } from './oidc.ts';

/**
 * A person answers each request of an app on our own page, where our own session says who they are: nothing is decided on
 * what the provider remembers. OpenID Connect Core §3.1.2.3; what `prompt=none` asks for is therefore never there.
 */
export const signInEachTime = (): InteractionPolicy => {
  const policy = oidc.interactionPolicy.base();
  const { Check } = oidc.interactionPolicy;
  const checks = policy.get('login').checks;
  checks.add(new Check('answer', 'the person has to answer this request', 'login_required', unanswered), 0);
  return policy;
};

const unanswered = ({ oidc: { result, requestParamOIDCScopes, params } }: InteractionContext): boolean => {
  // The provider passes over scopes that it does not know; a request for nothing else is a mistake. RFC 6749 §4.1.2.1
  if (requestParamOIDCScopes.size === 0) throw new oidc.errors.InvalidScope('no scope of this is known', params.scope);
  return result?.login === undefined;
};

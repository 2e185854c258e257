/**
 * The part of oidc-provider that we use; the package ships no types of its own. Names and shapes follow its
 * documentation: https://github.com/panva/node-oidc-provider/blob/main/docs/README.md
 */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  /** What a model stores: JSON, with these members where the model has them. Times are seconds since the epoch. */
  export type AdapterPayload = {
    readonly jti?: string;
    readonly clientId?: string;
    readonly grantId?: string;
    readonly uid?: string;
    readonly consumed?: number;
    readonly [member: string]: unknown;
  };

  export type Adapter = {
    upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void>;
    find(id: string): Promise<AdapterPayload | undefined>;
    findByUid(uid: string): Promise<AdapterPayload | undefined>;
    findByUserCode(userCode: string): Promise<AdapterPayload | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  };

  /** A client as the provider holds it: its metadata in camel case, extra metadata under their own names. */
  export type RegisteredClient = {
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly scope?: string;
    readonly redirectUris: readonly string[];
    readonly [metadata: string]: unknown;
    compareClientSecret(secret: string): boolean | Promise<boolean>;
    grantTypeAllowed(grantType: string): boolean;
    redirectUriAllowed(asked: string): boolean;
  };

  export type IssuedToken = {
    readonly kind: string;
    readonly jti: string;
    readonly clientId: string;
    readonly client?: RegisteredClient;
    scope?: string | undefined;
    save: (this: IssuedToken) => Promise<string>;
    destroy(): Promise<void>;
  };

  /** What a person has granted a client. */
  export class Grant {
    constructor(properties: { readonly accountId: string; readonly clientId: string });
    addOIDCScope(scope: string): void;
    /** Answers its id. */
    save(): Promise<string>;
  }

  /** A request that waits for its person; the parameters that the provider let through. */
  export type Interaction = {
    readonly uid: string;
    readonly iat: number;
    readonly params: {
      readonly client_id: string;
      readonly scope?: string;
      readonly prompt?: string;
      readonly max_age?: string | number;
    };
  };

  export type InteractionResult = {
    readonly login?: { readonly accountId: string; readonly ts: number; readonly remember: boolean };
    readonly consent?: { readonly grantId: string };
    readonly error?: string;
    readonly error_description?: string;
  };

  export type OidcContext = {
    readonly route: string;
    readonly client?: RegisteredClient;
    readonly params?: { scope?: string | undefined };
    urlFor(route: string, options?: object): string;
    entity: (this: OidcContext, name: string, value: unknown) => void;
  };

  export type ProviderContext = {
    body: unknown;
    status: number;
    type: string;
    readonly method: string;
    readonly path: string;
    readonly state: Record<string, unknown>;
    readonly oidc?: OidcContext;
    set(header: string, value: string): void;
    remove(header: string): void;
  };

  /** What a check of the policy looks at. */
  export type InteractionContext = {
    readonly oidc: {
      readonly result?: InteractionResult;
      readonly params: { readonly scope?: string };
      readonly requestParamOIDCScopes: ReadonlySet<string>;
    };
  };

  type Check = { readonly reason: string };
  export type InteractionPolicy = {
    get(prompt: 'login' | 'consent'): { readonly checks: { add(check: Check, place: number): void } };
  };
  export const interactionPolicy: {
    readonly base: () => InteractionPolicy;
    readonly Check: new (
      reason: string,
      description: string,
      error: string,
      check: (context: InteractionContext) => boolean,
    ) => Check;
  };

  export type OAuthError = Error & { readonly error: string; readonly error_description?: string };
  export const errors: {
    readonly InvalidGrant: new (detail: string) => OAuthError;
    readonly InvalidScope: new (description: string, scope: string | undefined) => OAuthError;
    readonly SessionNotFound: new (description: string) => OAuthError;
  };

  export type Configuration = Readonly<Record<string, unknown>>;

  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    proxy: boolean;
    readonly Client: {
      readonly prototype: RegisteredClient;
      find(id: string): Promise<RegisteredClient | undefined>;
    };
    readonly ClientCredentials: { readonly prototype: IssuedToken };
    readonly Grant: {
      new (...properties: ConstructorParameters<typeof Grant>): Grant;
      find(id: string): Promise<object>;
    };
    readonly OIDCContext: { readonly prototype: OidcContext };
    urlFor(route: string, options?: object): string;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    /** Answers where the browser goes on. */
    interactionResult(
      request: IncomingMessage,
      response: ServerResponse,
      result: InteractionResult,
      options: { readonly mergeWithLastSubmission: boolean },
    ): Promise<string>;
    use(middleware: (context: ProviderContext, next: () => Promise<void>) => Promise<void>): this;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: 'authorization.error', listener: (context: ProviderContext, error: OAuthError) => void): this;
    on(event: 'server_error', listener: (context: ProviderContext, error: unknown) => void): this;
    on(event: 'error', listener: (error: unknown) => void): this;
    on(event: 'client_credentials.destroyed' | 'access_token.destroyed', listener: (token: IssuedToken) => void): this;
    on(event: 'grant.revoked', listener: (context: ProviderContext, grantId: string) => void): this;
  }
}

/** Where oidc-provider keeps the request that it is answering. */
declare module 'oidc-provider/lib/helpers/als.js' {
  import type { AsyncLocalStorage } from 'node:async_hooks';

  const requests: AsyncLocalStorage<unknown>;
  // eslint-disable-next-line no-restricted-exports -- so it is exported there
  export default requests;
}

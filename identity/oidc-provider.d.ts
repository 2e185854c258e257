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
    readonly [metadata: string]: unknown;
    compareClientSecret(secret: string): boolean | Promise<boolean>;
  };

  export type IssuedToken = {
    readonly jti: string;
    readonly clientId: string;
    readonly client?: RegisteredClient;
    scope?: string | undefined;
    save: (this: IssuedToken) => Promise<string>;
  };

  export type ProviderContext = {
    body: unknown;
    status: number;
    type: string;
    readonly method: string;
    readonly path: string;
    readonly state: Record<string, unknown>;
    readonly oidc?: { readonly route: string; readonly client?: RegisteredClient };
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
    readonly OIDCContext: { readonly prototype: { urlFor(route: string, options?: object): string } };
    urlFor(route: string, options?: object): string;
    use(middleware: (context: ProviderContext, next: () => Promise<void>) => Promise<void>): this;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: 'server_error', listener: (context: ProviderContext, error: unknown) => void): this;
    on(event: 'error', listener: (error: unknown) => void): this;
    on(event: 'client_credentials.destroyed', listener: (token: IssuedToken) => void): this;
  }
}

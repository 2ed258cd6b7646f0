/** The migrated database that each suite's database is copied from. */
export const TEMPLATE = "template_triptych";

declare module "vitest" {
  interface ProvidedContext {
    templateDatabaseUrl: string;
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Json } from '../json';
import { type Environment, here } from './physical-id';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
        })
        .default({}),
    }),
  ),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.json().optional() })).default({}),
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.json()).default({}) }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.json() })).optional(),
});

/** A CloudFormation template as the CDK synthesizes it. */
export type StackTemplate = z.infer<typeof templateSchema>;

/** One stack of a synthesized CDK app. */
export interface StackArtifact {
  stackName: string;
  /** The account and Region that it is for; this machine's where the app leaves that open. */
  environment: Environment;
  template: StackTemplate;
  /** As it is deployed. */
  templateBody(): string;
  /** Where the asset that is deployed under this S3 object key lies. @throws when there is none */
  assetPath(objectKey: string): string;
}

/** The names of the stacks of a cloud assembly. */
export function stackNames(folder: string): string[] {
  return stacksIn(folder).map(({ name }) => name);
}

/**
 * Reads one stack from a CDK cloud assembly (`cdk.out`). `stackName` may be left out when there is only one.
 * @throws Error that names the stacks there are when it cannot choose
 */
export function readStack(folder: string, stackName?: string): StackArtifact {
  const stacks = stacksIn(folder);
  const [stack, ...others] = stacks.filter(({ name }) => stackName === undefined || name === stackName);
  if (!stack?.file || others.length > 0) {
    const names = stacks.map(({ name }) => name).join(', ') || 'none';
    throw new Error(
      `${folder}: expected one stack${stackName ? ` named ${stackName}` : ''}, found: ${names}`,
    );
  }
  const templatePath = join(folder, stack.file);
  const manifests = Object.values(artifactsIn(folder)).filter(({ type }) => type === 'cdk:asset-manifest');
  const paths = readAssetPaths(
    folder,
    manifests.flatMap(({ properties }) => properties.file ?? []),
  );
  return {
    stackName: stack.name,
    environment: environmentOf(stack.environment),
    template: templateSchema.parse(readJson(templatePath)),
    templateBody: () => readFileSync(templatePath, 'utf8'),
    assetPath: (objectKey) => {
      const path = paths.get(objectKey);
      if (!path) throw new Error(`${folder}: no asset with the object key ${objectKey}`);
      return path;
    },
  };
}

function artifactsIn(folder: string) {
  return manifestSchema.parse(readJson(join(folder, 'manifest.json'))).artifacts;
}

function stacksIn(folder: string) {
  return Object.entries(artifactsIn(folder))
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, { properties, environment }]) => ({
      name: properties.stackName ?? id,
      file: properties.templateFile,
      environment,
    }));
}

/** From `aws://111111111111/eu-west-1`, or `aws://unknown-account/unknown-region`. */
function environmentOf(environment = ''): Environment {
  const [account = '', region = ''] = environment.replace('aws://', '').split('/');
  return {
    accountId: /^\d{12}$/.test(account) ? account : here.accountId,
    region: region.startsWith('unknown') || region === '' ? here.region : region,
  };
}

function readAssetPaths(folder: string, manifestFiles: string[]): Map<string, string> {
  const files = manifestFiles.flatMap((file) =>
    Object.values(assetsSchema.parse(readJson(join(folder, file))).files),
  );
  return new Map(
    files.flatMap(({ source, destinations }) =>
      Object.values(destinations).map(
        ({ objectKey }) => [objectKey, join(folder, source.path ?? '')] as const,
      ),
    ),
  );
}

function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, 'utf8'));
}

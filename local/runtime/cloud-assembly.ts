import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Json } from './json';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
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

export type StackTemplate = z.infer<typeof templateSchema>;

/** One stack of a synthesized CDK app. */
export interface StackArtifact {
  stackName: string;
  template: StackTemplate;
  /** Where the asset that is deployed under this S3 object key lies; throws when there is none. */
  assetPath(objectKey: string): string;
}

/**
 * Reads one stack from a CDK cloud assembly (`cdk.out`). `stackName` may be left out when there is only one.
 * Throws an Error that names the stacks there are when it cannot choose.
 */
export function readStack(folder: string, stackName?: string): StackArtifact {
  const { artifacts } = manifestSchema.parse(readJson(join(folder, 'manifest.json')));
  const stacks = Object.entries(artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => ({ name: properties.stackName ?? id, file: properties.templateFile }));
  const [stack, ...others] = stacks.filter(({ name }) => stackName === undefined || name === stackName);
  if (!stack?.file || others.length > 0) {
    const names = stacks.map(({ name }) => name).join(', ') || 'none';
    throw new Error(
      `${folder}: expected one stack${stackName ? ` named ${stackName}` : ''}, found: ${names}`,
    );
  }
  const manifests = Object.values(artifacts).filter(({ type }) => type === 'cdk:asset-manifest');
  const paths = readAssetPaths(
    folder,
    manifests.flatMap(({ properties }) => properties.file ?? []),
  );
  return {
    stackName: stack.name,
    template: templateSchema.parse(readJson(join(folder, stack.file))),
    assetPath: (objectKey) => {
      const path = paths.get(objectKey);
      if (!path) throw new Error(`${folder}: no asset with the object key ${objectKey}`);
      return path;
    },
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

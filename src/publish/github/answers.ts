// What of GitHub's answers is used. https://docs.github.com/en/rest/releases
import * as z from 'zod';

export const assetAnswer = z.object({
  id: z.number(),
  name: z.string(),
  /** `uploaded`, or `starter` while, or after, an upload broke off. */
  state: z.string(),
  size: z.number(),
  /** `sha256:` and hex digits; older servers have none. */
  digest: z.string().nullish(),
});

export const releaseAnswer = z.object({
  id: z.number(),
  tag_name: z.string(),
  draft: z.boolean(),
  html_url: z.string(),
  /** An RFC 6570 template: `https://uploads.../assets{?name,label}`. */
  upload_url: z.string(),
  body: z.string().nullish(),
});

export type Asset = z.infer<typeof assetAnswer>;
export type Release = z.infer<typeof releaseAnswer>;

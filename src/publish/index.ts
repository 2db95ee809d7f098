export {
  type PublishedAsset,
  type PublishOptions,
  type PublishResult,
  publishGithub,
} from './github/publish.ts';

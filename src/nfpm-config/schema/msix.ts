import { list, section, text, texts } from '../leaves.ts';
import { msixSignature } from './signature.ts';

const visualElements = section({
  display_name: text('Name shown to users; the package name when not given.').optional(),
  description: text('Shown with the name; the package description when not given.').optional(),
  background_color: text('Colour behind the tile; `transparent` when not given.').optional(),
  square150x150_logo: text('Path of the large logo in the package.').optional(),
  square44x44_logo: text('Path of the small logo in the package.').optional(),
}).meta({ description: 'How the application looks.' });

const application = section({
  id: text('Id of the application, unique in the package.', 'App').optional(),
  executable: text('Path of the program in the package.', 'app/app.exe').optional(),
  entry_point: text('Entry point; `Windows.FullTrustApplication` when not given.').optional(),
  visual_elements: visualElements.optional(),
}).meta({ description: 'An application of the package.' });

const deviceFamily = section({
  name: text('Name of the family.', 'Windows.Desktop').optional(),
  min_version: text('Oldest version it installs on.', '10.0.17763.0').optional(),
  max_version_tested: text('Newest version it was tested with.', '10.0.22621.0').optional(),
}).meta({ description: 'A kind of Windows device.' });

export const msix = section({
  arch: text("Architecture in msix's own names; used as it is.", 'x64').optional(),
  publisher: text(
    'Subject of the signing certificate. Environment variables are expanded.',
    'CN=Acme, O=Acme, C=US',
  ).optional(),
  identity: section({ resource_id: text('Resource id of the package.').optional() })
    .meta({ description: 'Identity of the package.' })
    .optional(),
  properties: section({
    display_name: text('Name shown to users; the package name when not given.').optional(),
    publisher_display_name: text('Publisher shown; the package name when not given.').optional(),
    logo: text('Path of a logo in the package.', 'Assets/logo.png').optional(),
  })
    .meta({ description: 'How the package presents itself.' })
    .optional(),
  applications: list(application)
    .meta({ description: 'Applications of the package; at least one.' })
    .optional(),
  dependencies: section({
    target_device_families: list(deviceFamily)
      .meta({ description: 'Windows.Desktop from 10.0.17763.0 when not given.' })
      .optional(),
  })
    .meta({ description: 'What the package installs on.' })
    .optional(),
  capabilities: section({
    capabilities: texts('General capabilities.', 'internetClient').optional(),
    device_capabilities: texts('Access to devices.', 'microphone').optional(),
    restricted: texts('Restricted capabilities.', 'broadFileSystemAccess').optional(),
  })
    .meta({ description: 'What the applications may do.' })
    .optional(),
  signature: msixSignature.optional(),
}).meta({ id: 'Msix', description: 'Settings for Windows packages.' });

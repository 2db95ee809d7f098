/** This Node, and others to try: paths with `:` between, in `JACO_PKG_NODES`; none by default. */
export const nodes = [process.execPath, ...(process.env['JACO_PKG_NODES']?.split(':') ?? [])];

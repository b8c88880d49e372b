// Where it is built there are other packages further up.
const root = import.meta.dirname;

export default { compress: false, poweredByHeader: false, outputFileTracingRoot: root, turbopack: { root } };

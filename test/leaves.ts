/** Every leaf of a tree with its path: `Patient.name[0].family`, and its value as JSON. */
export const leavesOf = (tree: unknown): { readonly path: string; readonly value: string }[] => {
  const leaves: { path: string; value: string }[] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value))
      value.forEach((item, at) => {
        visit(item, `${path}[${String(at)}]`);
      });
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) visit(member, `${path}.${name}`);
    else leaves.push({ path, value: JSON.stringify(value) });
  };
  const isResource = typeof tree === 'object' && tree !== null && 'resourceType' in tree;
  visit(tree, isResource ? String(tree.resourceType) : '');
  return leaves;
};

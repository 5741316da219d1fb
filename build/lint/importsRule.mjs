/** The lint rule `house/imports`: enforces the table of rooms.mjs on every import of a file. */
import { builtinModules } from 'node:module';
import { posix, relative, sep } from 'node:path';
import { PACKAGES, ROOMS, SINGLE_GLOBALS, SINGLE_IMPORTERS, TOOLS, roomOf } from './rooms.mjs';

const SHARED_ROOMS = new Set(
  ROOMS.filter((room) => room.at[0].startsWith('shared/') && room.name !== 'ipc').map((room) => room.name),
);
const isTest = (path) => /\.test\.tsx?$/.test(path);
const isTool = (path) => isTest(path) || /^(build|e2e)\//.test(path) || /^[^/]+\.config\.(ts|mjs)$/.test(path);

/** Project path (without extension) that an import names, or null for packages and built-ins. */
function projectPath(source, from) {
  if (source.startsWith('#shared/')) return source.slice(1);
  if (source.startsWith('.')) return posix.join(posix.dirname(from), source.replace(/\?.*$/, ''));
  return null;
}

function roomOfImport(path) {
  return roomOf(`${path}.ts`) ?? roomOf(path);
}

function mayEnter(room, target) {
  return (
    room === target || room.may.includes(target.name) || (room.may.includes('shared*') && SHARED_ROOMS.has(target.name))
  );
}

function judgeProject(from, path, typeOnly) {
  const room = roomOf(from);
  const target = roomOfImport(path);
  if (!room || !target) return `'${path}' belongs to no room of build/lint/rooms.mjs`;
  if (target.typesOnly && typeOnly) return null;
  if (target.typesOnly && mayEnter(room, roomOf(`${posix.dirname(path)}/`) ?? target)) return null;
  if (room.typesOnly && typeOnly) return null;
  if (room.apart && target === room && path.split('/')[2] !== from.split('/')[2])
    return 'a page must not import another page';
  if (!mayEnter(room, target)) return `room '${room.name}' must not import room '${target.name}'`;
  return null;
}

function judgePackage(from, source) {
  const name = source.startsWith('@') ? source.split('/').slice(0, 2).join('/') : source.split('/')[0];
  if (source.startsWith('node:') || builtinModules.includes(source)) {
    return /^(electron|build|e2e)\//.test(from) || isTool(from)
      ? null
      : 'Node built-ins exist only in electron/, build/ and e2e/';
  }
  if (TOOLS.includes(name)) return isTool(from) ? null : `'${name}' is for tests and tools only`;
  const places = PACKAGES[name];
  if (!places) return `package '${name}' is not classified in build/lint/rooms.mjs`;
  if (isTest(from)) return null;
  return places.some((place) => from.startsWith(place)) || isTool(from)
    ? null
    : `'${name}' may be imported only in ${places.join(', ')}`;
}

export const importsRule = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{reason}}' } },
  create(context) {
    const from = relative(context.cwd, context.filename).split(sep).join('/');
    const report = (node, reason) => reason && context.report({ node, messageId: 'forbidden', data: { reason } });
    const judge = (node, source, typeOnly) => {
      const path = projectPath(source, from);
      if (path === null) return report(node, judgePackage(from, source));
      if (!isTest(from)) report(node, judgeProject(from, path, typeOnly));
    };
    return {
      ImportDeclaration(node) {
        judge(node, node.source.value, node.importKind === 'type');
        for (const { package: name, name: imported, only } of SINGLE_IMPORTERS) {
          const takes = node.specifiers.some(
            (specifier) => specifier.imported?.name === imported || specifier.type === 'ImportNamespaceSpecifier',
          );
          if (node.source.value === name && node.importKind !== 'type' && takes && from !== only)
            report(node, `only ${only} may import ${imported}`);
        }
      },
      ExportNamedDeclaration(node) {
        if (node.source) judge(node, node.source.value, node.exportKind === 'type');
      },
      ExportAllDeclaration(node) {
        judge(node, node.source.value, node.exportKind === 'type');
      },
      ImportExpression(node) {
        if (node.source.type === 'Literal') judge(node, node.source.value, false);
      },
      MemberExpression(node) {
        for (const { object, property, only } of SINGLE_GLOBALS) {
          const hit = node.object.name === object && node.property.name === property;
          if (hit && !from.startsWith(only) && !isTool(from))
            report(node, `only ${only} may touch ${object}.${property}`);
        }
      },
    };
  },
};

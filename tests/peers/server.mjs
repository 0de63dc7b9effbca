// Two peers in one process: an OAuth 2 server (the package oidc-provider) before the API, and a backend for a proxy.
// Prints `ready` once both listen. Arguments: the port of the API, the port of the backend, the file of its answer.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';

const [apiPort, backendPort, file] = process.argv.slice(2);
const job = readFileSync(file);
const media = { 'content-type': 'application/vnd.atlas.2023-01-01+json' };

const provider = new Provider(`http://127.0.0.1:${apiPort}`, {
  clients: [{
    client_id: 'mdb_sa_id_1', client_secret: 'mdb_sa_sk_1', grant_types: ['client_credentials'],
    redirect_uris: [], response_types: [], token_endpoint_auth_method: 'client_secret_basic',
  }],
  features: { clientCredentials: { enabled: true }, revocation: { enabled: true }, devInteractions: { enabled: false } },
  routes: { token: '/api/oauth/token', revocation: '/api/oauth/revoke' },
  ttl: { ClientCredentials: 3 },
});
const issuer = provider.callback();
let tokens = 0;

const api = createServer(async (request, response) => {
  if (request.url.startsWith('/api/oauth/')) {
    if (request.url === '/api/oauth/token') tokens += 1;
    return issuer(request, response);
  }
  if (request.url === '/tokens') return response.end(String(tokens));
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const known = given && await provider.ClientCredentials.find(given);
  if (!known || known.isExpired) {
    response.writeHead(401, { 'content-type': 'application/json' });
    return response.end('{"error":401,"errorCode":"NOT_ORG_GROUP_CREATOR"}');
  }
  response.writeHead(200, media);
  response.end(job);
});

const backend = createServer((request, response) => {
  const [, way] = request.url.split('/');
  if (way === 'cut') return request.socket.destroy();
  response.writeHead(200, media);
  response.write(job.subarray(0, 100));
  setTimeout(() => (way === 'half' ? request.socket.destroy() : response.end(job.subarray(100))), 50);
});

api.listen(apiPort, '127.0.0.1', () => backend.listen(backendPort, '127.0.0.1', () => console.log('ready')));

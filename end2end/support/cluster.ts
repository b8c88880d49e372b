// Three nodes on one PostgreSQL behind a balancer, in the place of the one program; any of them may be killed and replaced.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Balancer } from './balancer';
import { Portal, run } from './program';

const NODES = 3;

export class Cluster extends Portal {
  private nodes: Portal[] = [];
  private balancer: Balancer | undefined;
  private next = 0;

  /** Moves a seeded SQLite portal up to a new database and starts the nodes on it. */
  static async over(seed: string, server: string) {
    const name = `end2end_${process.pid}_${Date.now()}`;
    const made = spawnSync('createdb', [`--maintenance-db=${server}/postgres`, name], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    const database = `${server}/${name}`;
    run('move', '--data', seed, '--to', database);
    // Commands of this worker go there too.
    process.env.CONGDAN_DATABASE = database;
    process.env.CONGDAN_MEDIA = join(seed, 'media');
    const nodes: Portal[] = [];
    const balancer = new Balancer(() => nodes.map((node) => node.port));
    const cluster = new Cluster(seed, await balancer.listen(), {});
    cluster.nodes = nodes;
    cluster.balancer = balancer;
    for (let number = 0; number < NODES; number += 1) nodes.push(await cluster.join());
    return cluster;
  }

  /** One more node, with a folder of its own for what it may lose. */
  private join() {
    const data = join(this.data, `nut-${this.next++}`);
    mkdirSync(data);
    return Portal.start(data, { CONGDAN_TRUSTED_PROXIES: '127.0.0.1' });
  }

  /** Kills a node as a lost machine, and puts a new one in its place. Until that runs, two nodes serve. */
  async replaceOne() {
    const lost = this.nodes.shift();
    await lost?.stop('SIGKILL');
    this.nodes.push(await this.join());
  }

  /** As a machine that is gone without a word: the balancer still names it. */
  async killOne() {
    await this.nodes[0]?.stop('SIGKILL');
  }

  override async stop() {
    this.balancer?.close();
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}

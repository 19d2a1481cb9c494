// How one person sees the workspace: names, zone, and the demo's time.

/** Built anew from every state the stand-in sends. */
export class Lens {
  #people;
  #channels;
  #ahead_ms;

  constructor(state) {
    this.people = state.users;
    this.channels = state.channels;
    this.commands = state.commands;
    this.shortcuts = state.shortcuts;
    this.team = state.team;
    this.bot = state.bot;
    this.#people = new Map(state.users.map((person) => [person.id, person]));
    this.#channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.viewer = this.#people.get(typeof state.me === "string" ? state.me : state.me.id);
    this.#ahead_ms = Date.parse(state.now) - Date.now();
  }

  get tz() {
    return this.viewer.tz;
  }

  /** The demo's time, which may be days ahead of this computer's. */
  now() {
    return new Date(Date.now() + this.#ahead_ms);
  }

  person(id) {
    return this.#people.get(id);
  }

  channel(id) {
    return this.#channels.get(id);
  }

  /** "#launch", or the name of the one at the other end. */
  channelTitle(channel) {
    if (channel.kind === "mpim") return channel.name;
    if (channel.kind !== "im") return `#${channel.name}`;
    return this.isBotDm(channel)
      ? this.bot.name
      : (this.person(channel.user)?.real_name ?? channel.name);
  }

  /** Direct messages of two or of several. */
  isDirect(channel) {
    return channel.kind === "im" || channel.kind === "mpim";
  }

  /** The conversation between this person and the bot. */
  isBotDm(channel) {
    return (
      channel.kind === "im" &&
      (!channel.user || channel.user === this.bot.user_id || channel.user === this.viewer.id)
    );
  }

  /** Does the person see this conversation at all? */
  sees(channel) {
    return channel.member !== false || channel.kind === "channel";
  }
}

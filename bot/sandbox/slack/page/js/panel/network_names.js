// What the networks are called, and where their stand-in is controlled.

export const NETWORKS_BASE = "../_networks/_sandbox";

const LABELS = {
  instagram: "Instagram",
  twitter: "X",
  linkedin: "LinkedIn",
  tiktok: "TikTok",
  youtube: "YouTube",
  facebook: "Facebook",
  threads: "Threads",
  bluesky: "Bluesky",
  mastodon: "Mastodon",
};

/** The network's name for people; one that is not known is called as the stand-in calls it. */
export function labelOf(network) {
  return LABELS[network] ?? network;
}

// The common emoji shortcodes; an unknown one stays as written.

const TABLE = `
grinning 😀|smile 😄|smiley 😃|grin 😁|laughing 😆|joy 😂|rofl 🤣|slightly_smiling_face 🙂|wink 😉|blush 😊|heart_eyes 😍|
sunglasses 😎|thinking_face 🤔|neutral_face 😐|disappointed 😞|worried 😟|cry 😢|sob 😭|scream 😱|sweat_smile 😅|tada 🎉|
confetti_ball 🎊|balloon 🎈|gift 🎁|sparkles ✨|star ⭐|star2 🌟|zap ⚡|fire 🔥|boom 💥|rocket 🚀|100 💯|trophy 🏆|medal 🏅|crown 👑|
thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|clap 👏|wave 👋|raised_hands 🙌|pray 🙏|ok_hand 👌|muscle 💪|point_right 👉|point_left 👈|
point_up 👆|point_down 👇|eyes 👀|heart ❤️|blue_heart 💙|green_heart 💚|yellow_heart 💛|purple_heart 💜|broken_heart 💔|
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|heavy_plus_sign ➕|
heavy_minus_sign ➖|warning ⚠️|no_entry ⛔|no_entry_sign 🚫|exclamation ❗|question ❓|bulb 💡|mega 📣|loudspeaker 📢|bell 🔔|
no_bell 🔕|calendar 📆|date 📅|spiral_calendar_pad 🗓️|clipboard 📋|pushpin 📌|round_pushpin 📍|memo 📝|pencil ✏️|pencil2 ✏️|
hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|watch ⌚|clock1 🕐|clock3 🕒|clock9 🕘|clock12 🕛|
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁|leftwards_arrow_with_hook ↩️|
fast_forward ⏩|double_vertical_bar ⏸️|pause_button ⏸️|black_right_pointing_triangle_for_play_button ▶️|arrow_forward ▶️|stop_button ⏹️|
link 🔗|paperclip 📎|file_folder 📁|open_file_folder 📂|camera 📷|camera_with_flash 📸|video_camera 📹|movie_camera 🎥|clapper 🎬|
frame_with_picture 🖼️|art 🎨|musical_note 🎵|microphone 🎤|tv 📺|iphone 📱|computer 💻|desktop_computer 🖥️|globe_with_meridians 🌐|
earth_americas 🌎|earth_africa 🌍|sunrise 🌅|sunny ☀️|partly_sunny ⛅|cloud ☁️|umbrella ☔|snowflake ❄️|rainbow 🌈|moon 🌔|coffee ☕|
cake 🍰|pizza 🍕|beers 🍻|champagne 🍾|seedling 🌱|herb 🌿|four_leaf_clover 🍀|cherry_blossom 🌸|sunflower 🌻|dog 🐶|cat 🐱|
robot_face 🤖|ghost 👻|speech_balloon 💬|left_speech_bubble 🗨️|thought_balloon 💭|email 📧|envelope ✉️|inbox_tray 📥|outbox_tray 📤|
package 📦|label 🏷️|key 🔑|lock 🔒|unlock 🔓|closed_lock_with_key 🔐|shield 🛡️|gear ⚙️|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|
mag 🔍|bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|moneybag 💰|wastebasket 🗑️|construction 🚧|
rotating_light 🚨|traffic_light 🚦|vertical_traffic_light 🚦|checkered_flag 🏁|triangular_flag_on_post 🚩|red_circle 🔴|
large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|
black_circle ⚫|small_blue_diamond 🔹|small_orange_diamond 🔸|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|
zero 0️⃣|keycap_ten 🔟|hash #️⃣|new 🆕|ok 🆗|soon 🔜|information_source ℹ️|electric_plug 🔌|battery 🔋|ship 🚢|airplane ✈️|car 🚗|
bike 🚲|running 🏃|dancer 💃|busts_in_silhouette 👥|bust_in_silhouette 👤|handshake 🤝|writing_hand ✍️|see_no_evil 🙈|shrug 🤷|
facepalm 🤦|nerd_face 🤓|partying_face 🥳|face_with_monocle 🧐|zzz 💤|dart 🎯|test_tube 🧪|newspaper 📰|bookmark 🔖|books 📚`;

export const EMOJI = new Map(
  TABLE.replaceAll("\n", "")
    .split("|")
    .map((entry) => entry.split(" ")),
);

/** The character of a shortcode, or undefined. */
export function emoji(name) {
  return EMOJI.get(name.replace(/::skin-tone-[2-6]$/, ""));
}

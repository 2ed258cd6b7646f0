export default function Home() {
  return <main>Triptych</main>;
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>What the server of samples/Web answers.</summary>
[Collection(WebSampleGroup.Name)]
public sealed class WebSampleTests(WebSample sample)
{
    // Other tests use the machine at the same time.
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromMinutes(10) };

    // A bar from top to bottom, as everyone draws it.
    private static readonly int[] One = [.. Enumerable.Range(0, 784).Select(k => (k % 28, k / 28) is (13 or 14, >= 4 and < 24) ? 255 : 0)];

    // The software is ONNX Runtime, which knows nothing of crossbars: exact conversion makes the arrays compute the network's own products. The fits, chosen for 8 bits, stay.
    [Fact]
    public async Task A_chip_as_designed_with_ideal_converters_computes_what_the_software_does()
    {
        var answer = await Ask(new JsonObject { ["dacBits"] = 0, ["adcBits"] = 0 });

        var (chip, software) = (Scores(answer, "crossbars"), Scores(answer, "software"));
        Assert.Equal(1, Array.IndexOf(software, software.Max()));
        Assert.All(chip.Zip(software), pair => Assert.Equal(pair.Second, pair.First, 0.1));
        foreach (var network in (string[])["crossbars", "software"])
        {
            Assert.Equal(1, answer[network]!["digit"]!.GetValue<int>());
            var probabilities = answer[network]!["probabilities"]!.AsArray().Select(p => p!.GetValue<double>()).ToArray();
            var scores = Scores(answer, network);
            var sum = scores.Sum(Math.Exp);
            Assert.All(probabilities.Zip(scores), pair => Assert.Equal(Math.Exp(pair.Second) / sum, pair.First, 1e-5));
        }
    }

    [Fact]
    public async Task Fewer_bits_err_more()
    {
        var (eight, two) = (await Error(8), await Error(2));
        Assert.True(two > 4 * eight, $"{two} with 2 bits, {eight} with 8");

        async Task<double> Error(int bits) => Distance(await Ask(new JsonObject { ["dacBits"] = bits, ["adcBits"] = bits }));
    }

    // Conductances fall with (t / 20 s)^-0.05 or more, which is less than half after ten years, layer upon layer; a factor per array makes up for what all its cells have in common.
    [Fact]
    public async Task Chips_fade_with_age_and_a_factor_per_array_brings_them_back()
    {
        var fresh = await Ask(new JsonObject { ["age"] = 0, ["seed"] = 1 });
        var old = await Ask(new JsonObject { ["age"] = 3.15e8, ["seed"] = 1 });
        var compensated = await Ask(new JsonObject { ["age"] = 3.15e8, ["seed"] = 1, ["compensation"] = "GlobalScale" });

        Assert.True(Distance(old) > 3 * Distance(fresh), $"{Distance(old)} against {Distance(fresh)}");
        Assert.True(Distance(compensated) < Distance(old) / 2, $"{Distance(compensated)} against {Distance(old)}");
    }

    // More chips than are kept, asked for by several at once: each is itself whoever asks, its noise too, and when it is made again.
    [Fact]
    public async Task A_chip_is_the_same_whoever_asks_and_whenever()
    {
        var seeds = Enumerable.Range(1, 18).ToArray();
        var together = await Task.WhenAll(seeds.SelectMany(seed => new[] { seed, seed }).Select(async seed => (Seed: seed, Scores: await Of(seed))));
        foreach (var same in together.GroupBy(answer => answer.Seed, answer => answer.Scores))
            Assert.Equal(same.First(), same.Last());
        Assert.Equal(18, together.DistinctBy(answer => string.Join(' ', answer.Scores)).Count());
        foreach (var seed in (int[])[1, 9, 18])
            Assert.Equal(together.First(answer => answer.Seed == seed).Scores, await Of(seed));

        async Task<double[]> Of(int seed) => Scores(await Ask(new JsonObject { ["age"] = 86400, ["seed"] = seed }), "crossbars");
    }

    [Theory]
    [InlineData("""{"pixels": [1, 2, 3]}""", "An image has 28×28 = 784 pixels, not 3.")]
    [InlineData("""{"pixels": PIXELS, "dacBits": 17}""", "A converter has 1 to 16 bits, or 0 for no quantisation.")]
    [InlineData("""{"pixels": PIXELS, "adcBits": -1}""", "A converter has 1 to 16 bits, or 0 for no quantisation.")]
    [InlineData("""{"pixels": PIXELS, "age": -1}""", "An age lies between 0 and")]
    [InlineData("""{"pixels": PIXELS, "compensation": "GlobalScale"}""", "Compensation is for a chip that has an Age.")]
    [InlineData("""{"pixels": PIXELS, "compensation": "Prayer"}""", "$.compensation")]
    [InlineData("""{"pixels": PIXELS, "bits": 4}""", "'bits'")]
    [InlineData("""{"pixels": PIXELS, "dacBits": "many"}""", "$.dacBits")]
    [InlineData("""{"pixels": ["a"]}""", "$.pixels[0]")]
    [InlineData("""{"pixels": null}""", "pixels")]
    [InlineData("""{"dacBits": 4}""", "'pixels'")]
    [InlineData("""{"pixels": [0, 1""", "$.pixels")]
    [InlineData("", "JSON")]
    [InlineData("null", "question")]
    public async Task A_bad_question_is_refused_with_what_is_wrong(string question, string reason)
    {
        var body = question.Replace("PIXELS", $"[{string.Join(',', One)}]", StringComparison.Ordinal);
        AssertProblem(await Post(body), HttpStatusCode.BadRequest, reason);
    }

    [Fact]
    public async Task A_pixel_that_is_none_is_named()
    {
        var pixels = One.ToArray();
        pixels[(2 * 28) + 5] = 256;
        AssertProblem(await Post(new JsonObject { ["pixels"] = JsonSerializer.SerializeToNode(pixels) }.ToJsonString()), HttpStatusCode.BadRequest, "row 2, column 5 is 256");
    }

    [Fact]
    public async Task What_is_no_question_at_all_is_refused_too()
    {
        AssertProblem(await Post("{}", "text/plain"), HttpStatusCode.UnsupportedMediaType, "");
        AssertProblem(await Post($$"""{"pixels": [{{string.Join(',', new int[50_000])}}]}"""), HttpStatusCode.RequestEntityTooLarge, "");
        AssertProblem(await Client.GetAsync(new Uri(sample.Address, "classify")), HttpStatusCode.MethodNotAllowed, "");
        AssertProblem(await Client.GetAsync(new Uri(sample.Address, "nothing")), HttpStatusCode.NotFound, "");
    }

    private async Task<JsonObject> Ask(JsonObject question)
    {
        question["pixels"] = JsonSerializer.SerializeToNode(One);
        using var response = await Post(question.ToJsonString());
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private Task<HttpResponseMessage> Post(string body, string type = "application/json") =>
        Client.PostAsync(new Uri(sample.Address, "classify"), new StringContent(body, Encoding.UTF8, type));

    private static void AssertProblem(HttpResponseMessage response, HttpStatusCode status, string reason)
    {
        var text = response.Content.ReadAsStringAsync().Result;
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.Contains(reason, problem["detail"]?.GetValue<string>() ?? "", StringComparison.Ordinal);
        response.Dispose();
    }

    private static double[] Scores(JsonObject answer, string network) => [.. answer[network]!["scores"]!.AsArray().Select(score => score!.GetValue<double>())];

    private static double Distance(JsonObject answer) =>
        Math.Sqrt(Scores(answer, "crossbars").Zip(Scores(answer, "software"), (chip, software) => (chip - software) * (chip - software)).Sum());
}
